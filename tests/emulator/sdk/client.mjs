// Calls the emulator with the official Node SDK, as standard input says, and prints what the SDK made of it. There is
// no generated package of this product for Node, so the generic client is given the call's parts.
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const load = createRequire(import.meta.url);
const core = load('@alicloud/openapi-core');
const dara = load('@darabonba/typescript');

/** Parameters that travel in the query, by operation. @type {Record<string, string[]>} */
const IN_QUERY = {
  FaceDuplicationCheckIntl: ['ProductCode'],
  FaceVerifyIntl: [
    ...['ProductCode', 'MerchantBizId', 'MerchantUserId', 'VerifyModel', 'FaceGroupCodes', 'ReturnFaces'],
    ...['AutoRegistration', 'FaceRegisterGroupCode', 'UpdateFaceIfUserExists'],
    ...['FaceQualityCheck', 'FaceAttributeCheck', 'SourceFacePictureUrl', 'TargetFacePictureUrl'],
  ],
  QueryFaceRecord: [
    ...['CurrentPage', 'PageSize', 'MaxResults', 'NextToken'],
    ...['FaceGroupCode', 'FaceId', 'MerchantUserId', 'RegistrationType'],
  ],
  QueryFaceGroup: ['CurrentPage', 'PageSize', 'MaxResults', 'NextToken', 'GroupCode', 'Name'],
  DeleteFaceRecordV2: ['MerchantUserId', 'FaceGroupCode'],
  DeleteVerifyResult: ['TransactionId', 'DeleteType', 'DeleteAfterQuery'],
};

/** @param {string} endpoint @param {any} call */
async function run(endpoint, call) {
  const config = new core.$OpenApiUtil.Config({
    ...call.credentials,
    endpoint,
    protocol: 'http',
    signatureAlgorithm: call.algorithm,
    regionId: 'ap-southeast-1',
  });
  if (call.retries) {
    config.retryOptions = new dara.RetryOptions({
      retryable: true,
      retryCondition: [{ maxAttempts: call.retries, exception: call.retryOn, errorCode: call.retryCodes }],
    });
  }
  const client = new core.default(config);
  const inQuery = IN_QUERY[call.action] ?? [];
  const entries = Object.entries(call.fields);
  const params = new core.$OpenApiUtil.Params({
    action: call.action,
    version: '2022-08-09',
    protocol: 'HTTP',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const request = new core.$OpenApiUtil.OpenApiRequest({
    query: Object.fromEntries(entries.filter(([name]) => inQuery.includes(name))),
    body: Object.fromEntries(entries.filter(([name]) => !inQuery.includes(name))),
  });
  const runtime = new dara.RuntimeOptions({ readTimeout: call.readTimeout ?? 10_000, connectTimeout: 5_000 });
  try {
    const response = await client.callApi(params, request, runtime);
    return { status: response.statusCode, body: response.body };
  } catch (/** @type {any} */ error) {
    return {
      error: error.name,
      code: error.code ?? null,
      status: error.statusCode ?? null,
      requestId: error.requestId ?? null,
      retryAfter: error.retryAfter ?? null,
    };
  }
}

const job = JSON.parse(await text(process.stdin));
const results = [];
for (const call of job.calls) {
  results.push(await run(job.endpoint, call));
}
console.log(JSON.stringify(results));
