// Keys that end and are renewed: of a RAM role of the machine, of a pod, or from wherever else the vendor's own package
// finds them. It is installed by those who need it.

/** @import { CredentialsSource } from '../../pkg/server.js' */

const NAME = '@alicloud/credentials';

/**
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<CredentialsSource | undefined>} nothing where the environment holds the keys themselves
 */
export async function vendorCredentials({ ALIBABA_CLOUD_ACCESS_KEY_ID: keyId }) {
  if (keyId) {
    return undefined;
  }
  const { DefaultCredentialsProvider } = await load();
  const provider = DefaultCredentialsProvider.builder().build();
  const credentials = () => provider.getCredentials();
  try {
    await credentials();
  } catch (cause) {
    const { message } = /** @type {Error} */ (cause);
    throw new Error(`ALIBABA_CLOUD_ACCESS_KEY_ID is not set, and ${NAME} finds no keys: ${message}`, { cause });
  }
  return credentials;
}

/** @returns {Promise<any>} */
async function load() {
  try {
    return await import(NAME);
  } catch (cause) {
    if (/** @type {{ code?: string }} */ (cause).code !== 'ERR_MODULE_NOT_FOUND') {
      throw cause;
    }
    throw new Error(`ALIBABA_CLOUD_ACCESS_KEY_ID is not set, and ${NAME} is not installed, which finds other keys`, {
      cause,
    });
  }
}
