// The service as the environment names it: the same variables as the backend's.

import { createClient } from '../../../server/client/create-client.js';
import { insistOnSecrets, userIdKeyOf } from '../../../server/variables.js';
import { hashedUserId } from '../../../server/verification/vendor-user-id.js';
import { UsageError } from '../arguments.js';

/** @import { ClientOptions } from '../../../server/client/create-client.js' */

/** @typedef {Readonly<Record<string, string | undefined>>} Environment empty variables count as not set */

const SECRETS = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'];
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** @param {Environment} env @param {Pick<ClientOptions, 'store' | 'callsPerSecond'>} [rate] that the calls keep to */
export function clientOf(env, rate) {
  asUsage(() => insistOnSecrets(env, SECRETS));
  const [accessKeyId, accessKeySecret] = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'].map(
    (name) => {
      const value = env[name];
      if (!value) {
        throw new UsageError(`${name} is not set`);
      }
      return value;
    },
  );
  return createClient({
    region: env.ALIBABA_CLOUD_REGION_ID || undefined,
    network: /** @type {'public' | 'vpc' | undefined} */ (env.FACE_NETWORK || undefined),
    endpoint: endpointOf(env),
    credentials: {
      accessKeyId: accessKeyId ?? '',
      accessKeySecret: accessKeySecret ?? '',
      securityToken: env.ALIBABA_CLOUD_SECURITY_TOKEN || undefined,
    },
    attempts: 3,
    ...rate,
  });
}

/** Signed requests go to the vendor, to this machine, or elsewhere when that is said twice. @param {Environment} env */
function endpointOf({ FACE_ENDPOINT: address, FACE_ALLOW_ENDPOINT: allowed }) {
  if (!address) {
    return undefined;
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !(LOOPBACK.includes(url.hostname) || (allowed === 'yes' && url.protocol === 'https:'))) {
    throw new UsageError('FACE_ENDPOINT must be on this machine, or https with FACE_ALLOW_ENDPOINT=yes');
  }
  return address;
}

/**
 * The user's id as the vendor knows it: hashed as the backend hashes it for policies with `hashUserId`, where the key is
 * set.
 *
 * @param {string} userId
 * @param {Environment} env
 * @param {boolean} plain
 */
export async function vendorIdOf(userId, env, plain) {
  const key = asUsage(() => userIdKeyOf(env));
  return key !== undefined && !plain ? hashedUserId(userId, key) : userId;
}

/**
 * A variable that is wrong is the operator's to mend.
 *
 * @template Value
 * @param {() => Value} read
 */
export function asUsage(read) {
  try {
    return read();
  } catch (error) {
    throw new UsageError(/** @type {Error} */ (error).message);
  }
}
