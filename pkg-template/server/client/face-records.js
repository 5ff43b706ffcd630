// The operations that fill, list and clean face groups. Groups themselves are made in the vendor's console alone.

import { misuse, refuseUnknown } from '../../lib/misuse.js';
import { contract } from '../contract.js';
import { integerWithin, nonEmptyString } from '../options.js';
import { flagOf, numberOf, parsed, textOf } from './answer-fields.js';

/** @import { RequestPicture } from '../../lib/contract-types.js' */
/** @import { Operation } from './operation.js' */

/**
 * @typedef {object} AddFaceRequest
 * @property {string} group code of the group that the face is put into
 * @property {string | undefined} [userId] whose face it is, up to 32 characters. Without it the service takes the picture's
 *   name, which is documented of files alone: give one with Base64
 * @property {RequestPicture} picture a JPEG of quality 80 or more: a photo of `preflight`, Base64 of up to 1,000,000
 *   characters, or `{ url }` of a file of up to 10 MB
 * @property {boolean | undefined} [quality] whether the answer tells of the picture's quality. Default: false
 * @property {boolean | undefined} [allowFailed] whether a photo with a failed check is sent all the same. Default: false
 */
/** @typedef {{ requestId: string | null, passed: boolean, extFaceInfo: Record<string, unknown> | null }} AddFaceAnswer `passed`: the face was added; the form of `extFaceInfo` is not documented */
/**
 * @typedef {object} PageRequest
 * @property {number | undefined} [page] from 1. Default: 1
 * @property {number | undefined} [pageSize] 1 to 100. Default: 20
 * @property {number | undefined} [maxResults] 1 to 100
 * @property {string | undefined} [nextToken] of the answer before
 */
/** @typedef {PageRequest & { group: string, userId?: string | undefined, faceId?: string | undefined, registrationType?: string | undefined }} QueryFacesRequest `registrationType`: such as `MANUAL` */
/** @typedef {PageRequest & { code?: string | undefined, name?: string | undefined }} QueryGroupsRequest */
/** @typedef {{ requestId: string | null, page: number | null, pageSize: number | null, total: number | null, pages: number | null, nextToken: string | null }} PageAnswer */
/** @typedef {{ id: number | null, faceId: string | null, userId: string | null, registrationType: string | null, createdAt: string | null, pictureUrl: string | null }} FaceRecord `createdAt` as the service writes it */
/** @typedef {PageAnswer & { records: FaceRecord[] }} QueryFacesAnswer */
/** @typedef {{ id: number | null, code: string, name: string | null, description: string | null }} FaceGroup */
/** @typedef {PageAnswer & { groups: FaceGroup[] }} QueryGroupsAnswer */
/** @typedef {{ userId: string, group?: string | undefined }} DeleteFaceRequest without a group: in all groups */
/** @typedef {{ requestId: string | null, deleted: boolean, groups: string[] }} DeleteFaceAnswer `groups`: those in which a face was deleted */

const { version } = contract.operation;
const LONGEST_USER_ID = 32;
const LONGEST_BASE64 = 1_000_000;
const PAGING = ['page', 'pageSize', 'maxResults', 'nextToken'];

/** @type {Operation<AddFaceRequest, AddFaceAnswer>} */
export const addFaceRecord = {
  action: 'AddFaceRecord',
  version,
  inQuery: [],
  parameters(request) {
    refuseUnknown(request, ['group', 'userId', 'picture', 'quality', 'allowFailed']);
    const { group, userId, picture, quality = false, allowFailed = false } = request;
    return {
      ProductCode: 'FACE_ENROLL',
      FaceGroupCode: nonEmptyString('group', group),
      ...(userId !== undefined && { MerchantUserId: userIdOf(userId) }),
      ...pictureOf(picture, allowFailed),
      ...(quality && { FaceQualityCheck: 'Y' }),
    };
  },
  // What a second record of the same user does is not documented.
  isRepeatable: () => false,
  read({ requestId, result }) {
    const passed = flagOf(result['Passed']);
    const extFaceInfo = parsed(result['ExtFaceInfo']);
    const isObject = typeof extFaceInfo === 'object' && extFaceInfo !== null && !Array.isArray(extFaceInfo);
    const info = isObject ? /** @type {Record<string, unknown>} */ (extFaceInfo) : null;
    return passed === null ? null : { requestId, passed, extFaceInfo: info };
  },
};

/** @type {Operation<QueryFacesRequest, QueryFacesAnswer>} */
export const queryFaceRecord = {
  action: 'QueryFaceRecord',
  version,
  inQuery: [
    'CurrentPage',
    'PageSize',
    'MaxResults',
    'NextToken',
    'FaceGroupCode',
    'FaceId',
    'MerchantUserId',
    'RegistrationType',
  ],
  parameters(request) {
    refuseUnknown(request, ['group', 'userId', 'faceId', 'registrationType', ...PAGING]);
    const { group, userId, faceId, registrationType } = request;
    return {
      ...paging(request),
      FaceGroupCode: nonEmptyString('group', group),
      ...(userId !== undefined && { MerchantUserId: nonEmptyString('userId', userId) }),
      ...(faceId !== undefined && { FaceId: nonEmptyString('faceId', faceId) }),
      ...(registrationType !== undefined && {
        RegistrationType: nonEmptyString('registrationType', registrationType),
      }),
    };
  },
  isRepeatable: () => true,
  read(reply) {
    const items = itemsOf(reply);
    return (
      items && {
        ...pageOf(reply),
        records: items.map((item) => ({
          id: numberOf(item['Id']),
          faceId: textOf(item['FaceId']),
          userId: textOf(item['MerchantUserId']),
          registrationType: textOf(item['RegistrationType']),
          createdAt: textOf(item['GmtCreate']),
          pictureUrl: textOf(item['ImgOssUrl']),
        })),
      }
    );
  },
};

/** @type {Operation<DeleteFaceRequest, DeleteFaceAnswer>} */
export const deleteFaceRecordV2 = {
  action: 'DeleteFaceRecordV2',
  version,
  inQuery: ['MerchantUserId', 'FaceGroupCode'],
  parameters(request) {
    refuseUnknown(request, ['userId', 'group']);
    const { userId, group } = request;
    return {
      MerchantUserId: nonEmptyString('userId', userId),
      // A variable without a value must not delete in every group.
      ...(Object.hasOwn(request, 'group') && { FaceGroupCode: nonEmptyString('group', group) }),
    };
  },
  isRepeatable: () => true,
  read({ requestId, result }) {
    const deleted = flagOf(result['Deleted']);
    const groups = (textOf(result['DeletedGroupCodes']) ?? '').split(',').filter((code) => code !== '');
    return deleted === null ? null : { requestId, deleted, groups };
  },
};

/** @type {Operation<QueryGroupsRequest, QueryGroupsAnswer>} */
export const queryFaceGroup = {
  action: 'QueryFaceGroup',
  version,
  inQuery: ['CurrentPage', 'PageSize', 'MaxResults', 'NextToken', 'GroupCode', 'Name'],
  parameters(request) {
    refuseUnknown(request, ['code', 'name', ...PAGING]);
    const { code, name } = request;
    return {
      ...paging(request),
      ...(code !== undefined && { GroupCode: nonEmptyString('code', code) }),
      ...(name !== undefined && { Name: nonEmptyString('name', name) }),
    };
  },
  isRepeatable: () => true,
  read(reply) {
    const items = itemsOf(reply);
    return (
      items && {
        ...pageOf(reply),
        groups: items.map((item) => ({
          id: numberOf(item['Id']),
          code: textOf(item['Code']) ?? '',
          name: textOf(item['Name']),
          description: textOf(item['Description']),
        })),
      }
    );
  },
};

/** @param {unknown} userId */
function userIdOf(userId) {
  const text = nonEmptyString('userId', userId);
  if (text.length > LONGEST_USER_ID) {
    throw misuse('userId', `has ${text.length} characters; ${LONGEST_USER_ID} are allowed`);
  }
  return text;
}

/** @param {RequestPicture} picture @param {boolean} allowFailed @returns {Record<string, string>} */
function pictureOf(picture, allowFailed) {
  const { url, base64, ok, jpeg } = /** @type {any} */ (
    typeof picture === 'string' ? { base64: picture } : Object(picture)
  );
  if (typeof url === 'string') {
    return { FacePictureUrl: url };
  }
  if (jpeg === null || (ok === false && !allowFailed)) {
    throw misuse('picture', 'is a photo that failed its checks; ask photo.ok first, or set allowFailed');
  }
  const text = typeof base64 === 'function' ? /** @type {string} */ (/** @type {any} */ (picture).base64()) : base64;
  if (typeof text !== 'string' || text === '') {
    throw misuse('picture', 'is no photo of preflight, Base64 string or { url }');
  }
  // The first bytes of a JPEG: SOI and the next marker (ITU-T T.81, B.1.1).
  if (!text.startsWith('/9j/')) {
    throw misuse('picture', 'is no JPEG, which is all that this operation takes');
  }
  if (text.length > LONGEST_BASE64) {
    throw misuse('picture', `has ${text.length} characters of Base64; ${LONGEST_BASE64} are allowed`);
  }
  return { FacePicture: text };
}

/** @param {PageRequest} request @returns {Record<string, string>} */
function paging({ page = 1, pageSize = 20, maxResults, nextToken }) {
  return {
    CurrentPage: String(integerWithin('page', page, { least: 1, most: 1_000_000 })),
    PageSize: String(integerWithin('pageSize', pageSize, { least: 1, most: 100 })),
    ...(maxResults !== undefined && {
      MaxResults: String(integerWithin('maxResults', maxResults, { least: 1, most: 100 })),
    }),
    ...(nextToken !== undefined && { NextToken: nonEmptyString('nextToken', nextToken) }),
  };
}

/** @typedef {{ requestId: string | null, body: Record<string, unknown> }} ListReply */

/** @param {ListReply} reply @returns {Record<string, unknown>[] | null} null: there is no list */
function itemsOf({ body }) {
  const items = body['Items'];
  return Array.isArray(items) ? items.map(Object) : null;
}

/** @param {ListReply} reply @returns {PageAnswer} */
function pageOf({ requestId, body }) {
  return {
    requestId,
    page: numberOf(body['CurrentPage']),
    pageSize: numberOf(body['PageSize']),
    total: numberOf(body['TotalCount']),
    pages: numberOf(body['TotalPage']),
    nextToken: textOf(body['NextToken']),
  };
}
