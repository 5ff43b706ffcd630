// Rendered by `cargo xtask render` from the tables in src/. Do not edit.

/** @import { Contract } from './lib/contract-types.js' */

/**
 * Freezes a value and all that it holds.
 *
 * @template T
 * @param {T} value
 * @returns {T}
 */
function freeze(value) {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

/** @type {Contract} */
const tables = {
  "operation": {
    "action": "FaceDuplicationCheckIntl",
    "version": "2022-08-09",
    "productCode": "FACE_IDU_MIN",
    "method": "POST",
    "path": "/",
    "contentType": "application/x-www-form-urlencoded",
    "connectTimeoutMs": 5000,
    "readTimeoutMs": 10000,
    "retryAfterHeader": "x-acs-retry-after",
    "retryAfterMaxMs": 120000
  },
  "successor": {
    "action": "FaceVerifyIntl",
    "version": "2022-08-09",
    "productCode": "FACE_IDU_MIN",
    "method": "POST",
    "path": "/",
    "contentType": "application/x-www-form-urlencoded",
    "connectTimeoutMs": 5000,
    "readTimeoutMs": 10000,
    "retryAfterHeader": "x-acs-retry-after",
    "retryAfterMaxMs": 120000
  },
  "endpoints": [
    {
      "region": "ap-southeast-1",
      "name": "Singapore",
      "public": "cloudauth-intl.ap-southeast-1.aliyuncs.com",
      "vpc": "cloudauth-intl-vpc.ap-southeast-1.aliyuncs.com",
      "queriesPerSecond": 10
    },
    {
      "region": "cn-hongkong",
      "name": "China (Hong Kong)",
      "public": "cloudauth-intl.cn-hongkong.aliyuncs.com",
      "vpc": "cloudauth-intl-vpc.cn-hongkong.aliyuncs.com",
      "queriesPerSecond": 10
    },
    {
      "region": "ap-southeast-3",
      "name": "Malaysia (Kuala Lumpur)",
      "public": "cloudauth-intl.ap-southeast-3.aliyuncs.com",
      "vpc": "cloudauth-intl-vpc.ap-southeast-3.aliyuncs.com",
      "queriesPerSecond": 3
    },
    {
      "region": "ap-southeast-5",
      "name": "Indonesia (Jakarta)",
      "public": "cloudauth-intl.ap-southeast-5.aliyuncs.com",
      "vpc": "cloudauth-intl-vpc.ap-southeast-5.aliyuncs.com",
      "queriesPerSecond": 3
    }
  ],
  "modes": [
    {
      "verifyModel": "0",
      "name": "search",
      "meaning": "Search the face in the groups (1:N)."
    },
    {
      "verifyModel": "1",
      "name": "compare",
      "meaning": "Compare the two pictures (1:1)."
    },
    {
      "verifyModel": "2",
      "name": "both",
      "meaning": "Compare the two pictures and search the first one."
    }
  ],
  "parameters": [
    {
      "name": "ProductCode",
      "option": null,
      "place": "query",
      "successorPlace": "query",
      "required": "always",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "oneOf",
        "values": [
          {
            "value": "FACE_IDU_MIN",
            "word": null,
            "meaning": "face verification and search"
          }
        ]
      },
      "switch": null,
      "default": "FACE_IDU_MIN",
      "description": "The product that is called."
    },
    {
      "name": "SceneCode",
      "option": "sceneCode",
      "place": "form",
      "successorPlace": null,
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "text",
        "alphabet": "any",
        "maxCharacters": null
      },
      "switch": null,
      "default": null,
      "description": "Your name for the place in your product where the check is made."
    },
    {
      "name": "MerchantBizId",
      "option": "bizId",
      "place": "form",
      "successorPlace": "query",
      "required": "always",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "text",
        "alphabet": "lettersAndDigits",
        "maxCharacters": 32
      },
      "switch": null,
      "default": null,
      "description": "Your id of this check. Keep it unique, and keep it over retries."
    },
    {
      "name": "MerchantUserId",
      "option": "userId",
      "place": "form",
      "successorPlace": "query",
      "required": "always",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "text",
        "alphabet": "any",
        "maxCharacters": null
      },
      "switch": null,
      "default": null,
      "description": "Your id of the person. Send a hash, not a name or an address."
    },
    {
      "name": "VerifyModel",
      "option": "mode",
      "place": "form",
      "successorPlace": "query",
      "required": "always",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "oneOf",
        "values": [
          {
            "value": "0",
            "word": "search",
            "meaning": "search the face in the groups"
          },
          {
            "value": "1",
            "word": "compare",
            "meaning": "compare the two pictures"
          },
          {
            "value": "2",
            "word": "both",
            "meaning": "compare and search"
          }
        ]
      },
      "switch": null,
      "default": null,
      "description": "What is done."
    },
    {
      "name": "Liveness",
      "option": "liveness",
      "place": "form",
      "successorPlace": null,
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "oneOf",
        "values": [
          {
            "value": "0",
            "word": null,
            "meaning": "off"
          },
          {
            "value": "1",
            "word": null,
            "meaning": "on: judge from the source picture whether it shows a live person"
          }
        ]
      },
      "switch": {
        "on": "1",
        "off": "0"
      },
      "default": "0",
      "description": "Whether a picture of a picture or of a screen is looked for, in the source picture only."
    },
    {
      "name": "FaceGroupCodes",
      "option": "groups",
      "place": "form",
      "successorPlace": "query",
      "required": "inItsModes",
      "alternative": null,
      "modes": [
        "0",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "list",
        "alphabet": "groupCode",
        "maxItems": 10
      },
      "switch": null,
      "default": null,
      "description": "The groups that are searched. Groups are made in the console and belong to a region."
    },
    {
      "name": "SourceFacePicture",
      "option": "source",
      "place": "form",
      "successorPlace": "form",
      "required": "inItsModes",
      "alternative": "SourceFacePictureUrl",
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "base64"
      },
      "switch": null,
      "default": null,
      "description": "The picture of the person."
    },
    {
      "name": "SourceFacePictureUrl",
      "option": "source",
      "place": "form",
      "successorPlace": "query",
      "required": "inItsModes",
      "alternative": "SourceFacePicture",
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "url"
      },
      "switch": null,
      "default": null,
      "description": "Where the API can fetch the picture of the person."
    },
    {
      "name": "TargetFacePicture",
      "option": "target",
      "place": "form",
      "successorPlace": "form",
      "required": "inItsModes",
      "alternative": "TargetFacePictureUrl",
      "modes": [
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "base64"
      },
      "switch": null,
      "default": null,
      "description": "The picture that the person's is compared with."
    },
    {
      "name": "TargetFacePictureUrl",
      "option": "target",
      "place": "form",
      "successorPlace": "query",
      "required": "inItsModes",
      "alternative": "TargetFacePicture",
      "modes": [
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "url"
      },
      "switch": null,
      "default": null,
      "description": "Where the API can fetch the picture to compare with."
    },
    {
      "name": "AutoRegistration",
      "option": "register",
      "place": "form",
      "successorPlace": "query",
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "oneOf",
        "values": [
          {
            "value": "0",
            "word": null,
            "meaning": "register the face when the search finds nobody"
          },
          {
            "value": "1",
            "word": null,
            "meaning": "do not register"
          }
        ]
      },
      "switch": null,
      "default": "1",
      "description": "Whether a new face is put into a group. Mind that 0 means yes."
    },
    {
      "name": "FaceRegisterGroupCode",
      "option": "register",
      "place": "form",
      "successorPlace": "query",
      "required": "whenUsed",
      "alternative": null,
      "modes": [
        "0",
        "2"
      ],
      "usedWhen": {
        "parameter": "AutoRegistration",
        "value": "0"
      },
      "values": {
        "kind": "text",
        "alphabet": "groupCode",
        "maxCharacters": null
      },
      "switch": null,
      "default": null,
      "description": "The group that a new face is put into."
    },
    {
      "name": "ReturnFaces",
      "option": "returnFaces",
      "place": "form",
      "successorPlace": "query",
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "integer",
        "min": 1,
        "max": 5
      },
      "switch": null,
      "default": "1",
      "description": "The most faces that the search returns."
    },
    {
      "name": "FaceQualityCheck",
      "option": "quality",
      "place": "form",
      "successorPlace": "query",
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "oneOf",
        "values": [
          {
            "value": "Y",
            "word": null,
            "meaning": "yes"
          },
          {
            "value": "N",
            "word": null,
            "meaning": "no"
          }
        ]
      },
      "switch": {
        "on": "Y",
        "off": "N"
      },
      "default": null,
      "description": "Whether the answer scores the picture's quality (ExtFaceInfo)."
    },
    {
      "name": "UpdateFaceIfUserExists",
      "option": "update",
      "place": "form",
      "successorPlace": "query",
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "2"
      ],
      "usedWhen": {
        "parameter": "AutoRegistration",
        "value": "0"
      },
      "values": {
        "kind": "oneOf",
        "values": [
          {
            "value": "Y",
            "word": null,
            "meaning": "yes"
          },
          {
            "value": "N",
            "word": null,
            "meaning": "no"
          }
        ]
      },
      "switch": {
        "on": "Y",
        "off": "N"
      },
      "default": null,
      "description": "Whether a registration replaces the face of a user who is registered already."
    },
    {
      "name": "FaceAttributeCheck",
      "option": null,
      "place": "form",
      "successorPlace": "query",
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "text",
        "alphabet": "any",
        "maxCharacters": null
      },
      "switch": null,
      "default": null,
      "description": "Not documented."
    },
    {
      "name": "SaveFacePicture",
      "option": null,
      "place": "form",
      "successorPlace": null,
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "text",
        "alphabet": "any",
        "maxCharacters": null
      },
      "switch": null,
      "default": null,
      "description": "Reserved, without effect."
    },
    {
      "name": "FaceVerifyThreshold",
      "option": null,
      "place": "form",
      "successorPlace": null,
      "required": "never",
      "alternative": null,
      "modes": [
        "0",
        "1",
        "2"
      ],
      "usedWhen": null,
      "values": {
        "kind": "text",
        "alphabet": "any",
        "maxCharacters": null
      },
      "switch": null,
      "default": null,
      "description": "Reserved, without effect."
    }
  ],
  "picture": {
    "formats": [
      "jpeg",
      "png"
    ],
    "minWidthPx": 480,
    "minHeightPx": 640,
    "maxWidthPx": 1080,
    "maxHeightPx": 1920,
    "recommendedShorterSidePx": 720,
    "recommendedMinBytes": 50000,
    "recommendedMaxBytes": 100000,
    "maxBytes": 600000,
    "maxUrlBytes": 1000000,
    "maxRequestBytes": 1000000,
    "recommendedFaceSharePercent": 60
  },
  "resultFields": [
    {
      "name": "FacePassed",
      "type": "string",
      "successorType": "string",
      "present": "always",
      "meaning": "The verdict: Y or N."
    },
    {
      "name": "SubCode",
      "type": "string",
      "successorType": "string",
      "present": "always",
      "meaning": "The verdict's reason."
    },
    {
      "name": "TransactionId",
      "type": "string",
      "successorType": "string",
      "present": "always",
      "meaning": "Id of this verification, for support."
    },
    {
      "name": "FaceComparisonScore",
      "type": "string",
      "successorType": "number",
      "present": "modes 1 and 2",
      "meaning": "Likeness of the two faces, 0 to 100."
    },
    {
      "name": "DuplicateFace",
      "type": "jsonString",
      "successorType": "jsonString",
      "present": "modes 0 and 2, on a hit",
      "meaning": "The faces found, as a JSON array inside a string."
    },
    {
      "name": "FaceRegistrationResult",
      "type": "integer",
      "successorType": "integer",
      "present": "AutoRegistration=0 and nobody found",
      "meaning": "1 registered, 0 failed."
    },
    {
      "name": "FaceRegistrationId",
      "type": "string",
      "successorType": "string",
      "present": "registration succeeded",
      "meaning": "Id of the face that was registered."
    },
    {
      "name": "FaceAttack",
      "type": "string",
      "successorType": "string",
      "present": "Liveness=1; always in FaceVerifyIntl",
      "meaning": "Y where the picture looks like an attack, else N."
    },
    {
      "name": "FaceAttackScore",
      "type": "string",
      "successorType": "number",
      "present": "Liveness=1; always in FaceVerifyIntl",
      "meaning": "Probability of an attack, 0 to 100."
    },
    {
      "name": "FaceAge",
      "type": "string",
      "successorType": "integer",
      "present": "may be absent",
      "meaning": "Estimated age."
    },
    {
      "name": "FaceGender",
      "type": "string",
      "successorType": "string",
      "present": "may be absent",
      "meaning": "Estimated gender: M or F."
    },
    {
      "name": "ExtFaceInfo",
      "type": "object",
      "successorType": "object",
      "present": "FaceQualityCheck=Y",
      "meaning": "Scores of the picture's quality."
    }
  ],
  "duplicateFaceFields": [
    {
      "name": "faceGroupCode",
      "type": "string",
      "successorType": "string",
      "present": "always",
      "meaning": "Group in which the face was found."
    },
    {
      "name": "faceId",
      "type": "string",
      "successorType": "string",
      "present": "always",
      "meaning": "Id of the face."
    },
    {
      "name": "merchantUserId",
      "type": "string",
      "successorType": "string",
      "present": "may be absent",
      "meaning": "The user for whom the face was registered."
    }
  ],
  "extFaceInfoFields": [
    {
      "name": "FaceQualityScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y",
      "meaning": "Overall quality of the face."
    },
    {
      "name": "IlluminationScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y",
      "meaning": "Light on the face."
    },
    {
      "name": "SharpnessScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y",
      "meaning": "Sharpness of the face."
    },
    {
      "name": "OcclusionScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y",
      "meaning": "How much of the face is covered."
    },
    {
      "name": "FaceAttributeInfo",
      "type": "string",
      "successorType": "string",
      "present": "FaceQualityCheck=Y",
      "meaning": "Attributes of the face."
    },
    {
      "name": "KaOcclusionScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y",
      "meaning": "How much of the face's key area is covered."
    },
    {
      "name": "TargetFaceQualityScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y with a target picture",
      "meaning": "FaceQualityScore of the target picture."
    },
    {
      "name": "TargetIlluminationScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y with a target picture",
      "meaning": "IlluminationScore of the target picture."
    },
    {
      "name": "TargetSharpnessScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y with a target picture",
      "meaning": "SharpnessScore of the target picture."
    },
    {
      "name": "TargetOcclusionScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y with a target picture",
      "meaning": "OcclusionScore of the target picture."
    },
    {
      "name": "TargetKaOcclusionScore",
      "type": "number",
      "successorType": "number",
      "present": "FaceQualityCheck=Y with a target picture",
      "meaning": "KaOcclusionScore of the target picture."
    }
  ],
  "codes": [
    {
      "code": "Success",
      "httpStatus": 200,
      "meaning": "The check ran. Its verdict is in Result.FacePassed and Result.SubCode.",
      "advice": "Read SubCode.",
      "forPerson": "Your photo was checked.",
      "key": "answer.checked",
      "actor": null,
      "retryable": false,
      "billed": true
    },
    {
      "code": "MissingParameter",
      "httpStatus": 400,
      "meaning": "A parameter that is needed is empty.",
      "advice": "Send it: buildRequest names it before the call.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "caller",
      "retryable": false,
      "billed": null
    },
    {
      "code": "InvalidParameter",
      "httpStatus": 400,
      "meaning": "A parameter's value is not allowed.",
      "advice": "Correct it: buildRequest names it before the call. A group code that does not exist in the endpoint's region is a likely cause too.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "caller",
      "retryable": false,
      "billed": null
    },
    {
      "code": "NoFaceDetected",
      "httpStatus": 401,
      "meaning": "No usable face was found in the source picture.",
      "advice": "Take another photo with the whole face in it, straight, near and well lit.",
      "forPerson": "Please take another photo with your whole face in it, close up and in good light.",
      "key": "answer.no_face",
      "actor": "photo",
      "retryable": false,
      "billed": null
    },
    {
      "code": "UnqualifiedPhoto",
      "httpStatus": 401,
      "meaning": "The picture cannot be read, or its resolution or quality is out of range.",
      "advice": "Send what preflight made, with every check passed; else take another photo.",
      "forPerson": "Please take another photo in good light, looking straight into the camera.",
      "key": "answer.another_photo",
      "actor": "photo",
      "retryable": false,
      "billed": null
    },
    {
      "code": "ToolargeImage",
      "httpStatus": 401,
      "meaning": "The picture is too large.",
      "advice": "Send what preflight made: it stays under 600,000 bytes.",
      "forPerson": "This photo is too large. Please choose a smaller one.",
      "key": "answer.too_large",
      "actor": "caller",
      "retryable": false,
      "billed": null
    },
    {
      "code": "DataDuplication",
      "httpStatus": 401,
      "meaning": "A picture was given in more than one way.",
      "advice": "Give each picture either as Base64 or as a URL.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "caller",
      "retryable": false,
      "billed": null
    },
    {
      "code": "DownloadTimeout",
      "httpStatus": 401,
      "meaning": "The picture at the URL did not arrive in time.",
      "advice": "Serve the picture faster and from a public address, or send it as Base64.",
      "forPerson": "The service is busy right now. Please wait a moment and try again.",
      "key": "answer.busy",
      "actor": "environment",
      "retryable": true,
      "billed": null
    },
    {
      "code": "Forbidden.RAMUserAccessDenied",
      "httpStatus": 403,
      "meaning": "The RAM user may not call the operation.",
      "advice": "Grant the RAM user AliyunAntCloudAuthFullAccess.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": null
    },
    {
      "code": "Forbidden.AccountAccessDenied",
      "httpStatus": 403,
      "meaning": "The service is not activated for the account, or a payment is overdue.",
      "advice": "Activate the service in the console and settle what is due.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": null
    },
    {
      "code": "Throttling.Api",
      "httpStatus": 403,
      "meaning": "The account made more calls per second than the region allows.",
      "advice": "Wait as the header x-acs-retry-after says (milliseconds), then call again, more slowly.",
      "forPerson": "The service is busy right now. Please wait a moment and try again.",
      "key": "answer.busy",
      "actor": "environment",
      "retryable": true,
      "billed": null
    },
    {
      "code": "InternalError",
      "httpStatus": 500,
      "meaning": "The service failed.",
      "advice": "Try again after a pause. If it stays, report the RequestId to the vendor.",
      "forPerson": "The service is busy right now. Please wait a moment and try again.",
      "key": "answer.busy",
      "actor": "environment",
      "retryable": true,
      "billed": null
    },
    {
      "code": "ExceptionRepeatedInvoke",
      "httpStatus": 401,
      "meaning": "The same call was repeated too often.",
      "advice": "Stop repeating it, find what does, and call again later.",
      "forPerson": "The service is busy right now. Please wait a moment and try again.",
      "key": "answer.busy",
      "actor": "environment",
      "retryable": false,
      "billed": null
    },
    {
      "code": "Forbidden.ExceptionRepeatedInvoke",
      "httpStatus": 401,
      "meaning": "The same call was repeated too often.",
      "advice": "Stop repeating it, find what does, and call again later.",
      "forPerson": "The service is busy right now. Please wait a moment and try again.",
      "key": "answer.busy",
      "actor": "environment",
      "retryable": false,
      "billed": null
    },
    {
      "code": "TransactionIdInvalid",
      "httpStatus": 400,
      "meaning": "There is no verification with this TransactionId.",
      "advice": "Send the TransactionId that an answer gave; results are kept for 30 days.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "caller",
      "retryable": false,
      "billed": null
    },
    {
      "code": "ProcessNotCompleted",
      "httpStatus": 404,
      "meaning": "The verification has not been completed.",
      "advice": "Ask for its result again when it is done.",
      "forPerson": "The service is busy right now. Please wait a moment and try again.",
      "key": "answer.busy",
      "actor": "caller",
      "retryable": true,
      "billed": null
    },
    {
      "code": "SuspiciousActivity",
      "httpStatus": 429,
      "meaning": "The device assistant finds the activity suspicious.",
      "advice": "Have it looked at by a human; the device assistant is set up in the vendor's console.",
      "forPerson": "We couldn’t confirm this automatically. Please contact us.",
      "key": "answer.contact_us",
      "actor": "policy",
      "retryable": false,
      "billed": null
    }
  ],
  "subCodes": [
    {
      "code": "200",
      "httpStatus": null,
      "meaning": "Passed.",
      "advice": "Go on.",
      "forPerson": "All good: your photo passed.",
      "key": "answer.passed",
      "actor": null,
      "retryable": false,
      "billed": true
    },
    {
      "code": "204",
      "httpStatus": null,
      "meaning": "The two pictures do not show the same person.",
      "advice": "Let the person try once more with a better photo; then have it looked at by a human.",
      "forPerson": "Your photo doesn’t match the one we have. Please take another one in good light, looking straight into the camera.",
      "key": "answer.no_match",
      "actor": "photo",
      "retryable": false,
      "billed": true
    },
    {
      "code": "205",
      "httpStatus": null,
      "meaning": "The picture may not show a live person: a printed photo, a screen or a mask.",
      "advice": "Ask for a new photo taken with the camera, not a picture of a picture.",
      "forPerson": "Please take a new photo of yourself with the camera, not a picture of a photo or of a screen.",
      "key": "answer.live_photo",
      "actor": "photo",
      "retryable": false,
      "billed": true
    },
    {
      "code": "206",
      "httpStatus": null,
      "meaning": "A rule of the risk policy refused.",
      "advice": "Have it looked at by a human; the rules are kept in the vendor's console.",
      "forPerson": "We couldn’t confirm this automatically. Please contact us.",
      "key": "answer.contact_us",
      "actor": "policy",
      "retryable": false,
      "billed": true
    },
    {
      "code": "233",
      "httpStatus": null,
      "meaning": "A similar face was found in a group.",
      "advice": "Compare DuplicateFace[].merchantUserId with your user first: after a repeated registration it may be the person's own face. Else your rules for a second account decide.",
      "forPerson": "It looks like you’ve signed up before. Please sign in, or contact us if you haven’t.",
      "key": "answer.known_face",
      "actor": "policy",
      "retryable": false,
      "billed": true
    }
  ],
  "gatewayCodes": [
    {
      "code": "SignatureDoesNotMatch",
      "httpStatus": 400,
      "meaning": "The signature is not the one that the gateway computed.",
      "advice": "Check the secret and that the request was not changed after it was signed. The message echoes the request: never log or pass it on.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "IncompleteSignature",
      "httpStatus": 400,
      "meaning": "The Authorization header is malformed.",
      "advice": "Check how the header is put together.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidAccessKeyId.NotFound",
      "httpStatus": 404,
      "meaning": "The access key does not exist.",
      "advice": "Check the access key and that it belongs to the international site.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidAccessKeyId.Inactive",
      "httpStatus": 400,
      "meaning": "The access key is disabled.",
      "advice": "Enable it or use another one.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "MissingAccessKeyId",
      "httpStatus": 400,
      "meaning": "The request names no access key.",
      "advice": "Sign the request.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidSecurityToken.*",
      "httpStatus": 400,
      "meaning": "The temporary token is wrong or has expired.",
      "advice": "Get new temporary credentials and sign again.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidTimeStamp.Expired",
      "httpStatus": 400,
      "meaning": "The request's date is more than 15 minutes off.",
      "advice": "Set the machine's clock; or learn the offset from the answer's Date header and sign once more.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidTimeStamp.Format",
      "httpStatus": 400,
      "meaning": "The request's date is malformed.",
      "advice": "Write it as yyyy-MM-ddTHH:mm:ssZ in UTC.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "SignatureNonceUsed",
      "httpStatus": 400,
      "meaning": "The nonce was used before.",
      "advice": "Use a new random nonce for every attempt.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": true,
      "billed": false
    },
    {
      "code": "Throttling*",
      "httpStatus": 403,
      "meaning": "Too many calls.",
      "advice": "Wait as the header x-acs-retry-after says (milliseconds), then call again, more slowly.",
      "forPerson": "The service is busy right now. Please wait a moment and try again.",
      "key": "answer.busy",
      "actor": "environment",
      "retryable": true,
      "billed": false
    },
    {
      "code": "Missing*",
      "httpStatus": 400,
      "meaning": "A parameter that is needed is missing; the code's end names it.",
      "advice": "Send it.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "caller",
      "retryable": false,
      "billed": false
    },
    {
      "code": "Invalid*",
      "httpStatus": 400,
      "meaning": "A parameter's value is not allowed; the code's end names it.",
      "advice": "Correct it.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "caller",
      "retryable": false,
      "billed": false
    },
    {
      "code": "Forbidden*",
      "httpStatus": 403,
      "meaning": "The account or the RAM user may not do this.",
      "advice": "Check the permissions and that the service is activated.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "NoPermission",
      "httpStatus": 403,
      "meaning": "The RAM user may not do this.",
      "advice": "Grant the permission; AccessDeniedDetail in the answer names it.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidApi.NotFound",
      "httpStatus": 404,
      "meaning": "The endpoint does not know the operation.",
      "advice": "Check action, version and region.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidProduct.NotFound",
      "httpStatus": 404,
      "meaning": "The endpoint does not know the product.",
      "advice": "Check the endpoint's host.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidProtocol.NeedSsl",
      "httpStatus": 404,
      "meaning": "The call must use HTTPS.",
      "advice": "Call https://.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "InvalidAction*",
      "httpStatus": 403,
      "meaning": "The action is not known.",
      "advice": "Check x-acs-action.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "NoSuchVersion",
      "httpStatus": 400,
      "meaning": "The version is not known.",
      "advice": "Check x-acs-version.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "UnsupportedHTTPMethod",
      "httpStatus": 400,
      "meaning": "The HTTP method is not allowed.",
      "advice": "Use POST.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "answer.our_side",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "ServiceUnavailable",
      "httpStatus": 503,
      "meaning": "The service is down for the moment.",
      "advice": "Try again after a pause.",
      "forPerson": "The service is busy right now. Please wait a moment and try again.",
      "key": "answer.busy",
      "actor": "environment",
      "retryable": true,
      "billed": false
    }
  ],
  "errorCodes": [
    {
      "code": "empty_input",
      "httpStatus": null,
      "meaning": "No bytes came.",
      "advice": "Hand over the photo's file.",
      "forPerson": "This file is empty. Please choose your photo again.",
      "key": "error.empty_input",
      "actor": "caller",
      "retryable": false,
      "billed": false
    },
    {
      "code": "unsupported_format",
      "httpStatus": null,
      "meaning": "The file is neither JPEG nor PNG, and no browser was there that reads it.",
      "advice": "Ask for a JPEG or PNG.",
      "forPerson": "This file can’t be opened here. Please choose a JPEG or PNG photo, or use the camera.",
      "key": "error.unsupported_format",
      "actor": "photo",
      "retryable": false,
      "billed": false
    },
    {
      "code": "unsupported_coding",
      "httpStatus": null,
      "meaning": "The JPEG or PNG is of a rare coding that is not read.",
      "advice": "Export the photo again as an ordinary JPEG.",
      "forPerson": "This photo can’t be opened here. Please take a new one, or save it as a JPEG and choose it again.",
      "key": "error.unsupported_coding",
      "actor": "photo",
      "retryable": false,
      "billed": false
    },
    {
      "code": "truncated",
      "httpStatus": null,
      "meaning": "The file ends before the picture does.",
      "advice": "Upload it again.",
      "forPerson": "This photo’s file is damaged. Please choose it again or take a new photo.",
      "key": "error.truncated",
      "actor": "photo",
      "retryable": false,
      "billed": false
    },
    {
      "code": "corrupt",
      "httpStatus": null,
      "meaning": "The file contradicts its format.",
      "advice": "Take or export the photo again.",
      "forPerson": "This photo’s file is damaged. Please choose it again or take a new photo.",
      "key": "error.corrupt",
      "actor": "photo",
      "retryable": false,
      "billed": false
    },
    {
      "code": "limit_exceeded",
      "httpStatus": null,
      "meaning": "The photo is larger than a limit of the options.",
      "advice": "Raise the limit or refuse the photo.",
      "forPerson": "This photo is too large. Please choose a smaller one.",
      "key": "error.limit_exceeded",
      "actor": "policy",
      "retryable": false,
      "billed": false
    },
    {
      "code": "invalid_option",
      "httpStatus": null,
      "meaning": "An option is misspelt, of the wrong type or out of range.",
      "advice": "Correct the option that the message names.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "error.invalid_option",
      "actor": "caller",
      "retryable": false,
      "billed": false
    },
    {
      "code": "invalid_parameter",
      "httpStatus": null,
      "meaning": "A request parameter is missing, malformed or contradicts another.",
      "advice": "Correct the parameter that the message names.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "error.invalid_parameter",
      "actor": "caller",
      "retryable": false,
      "billed": false
    },
    {
      "code": "invalid_input",
      "httpStatus": null,
      "meaning": "What was handed over is not a photo in any of the forms that are taken.",
      "advice": "Hand over a Blob, File, ArrayBuffer, Uint8Array, Response, ReadableStream or pixels.",
      "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
      "key": "error.invalid_input",
      "actor": "caller",
      "retryable": false,
      "billed": false
    },
    {
      "code": "aborted",
      "httpStatus": null,
      "meaning": "The signal ended the call.",
      "advice": "Nothing: it was asked for.",
      "forPerson": "This was stopped. You can start again whenever you like.",
      "key": "error.aborted",
      "actor": "caller",
      "retryable": true,
      "billed": false
    },
    {
      "code": "no_picture",
      "httpStatus": null,
      "meaning": "The photo gave no picture whose Base64 or Blob could be had.",
      "advice": "Look at the report's failed checks and take another photo.",
      "forPerson": "This photo can’t be used. Please take another one.",
      "key": "error.no_picture",
      "actor": "photo",
      "retryable": false,
      "billed": false
    },
    {
      "code": "canvas_blocked",
      "httpStatus": null,
      "meaning": "The browser keeps what a canvas shows from being read, or changes it, to protect privacy.",
      "advice": "Hand over a JPEG or PNG file: it needs no canvas. Or let the person allow it for this page.",
      "forPerson": "Please choose a JPEG or PNG photo. Your browser’s privacy protection keeps this one from being read.",
      "key": "error.canvas_blocked",
      "actor": "environment",
      "retryable": false,
      "billed": false
    },
    {
      "code": "input_failed",
      "httpStatus": null,
      "meaning": "Reading the photo failed half-way.",
      "advice": "Hand the photo over again.",
      "forPerson": "The photo couldn’t be opened. Please choose it again.",
      "key": "error.input_failed",
      "actor": "environment",
      "retryable": true,
      "billed": false
    },
    {
      "code": "load_failed",
      "httpStatus": null,
      "meaning": "The WebAssembly module could not be loaded.",
      "advice": "Check that the .wasm file is served and that the content security policy allows 'wasm-unsafe-eval'.",
      "forPerson": "Part of this page didn’t load. Please check your connection and try again.",
      "key": "error.load_failed",
      "actor": "environment",
      "retryable": true,
      "billed": false
    },
    {
      "code": "crashed",
      "httpStatus": null,
      "meaning": "The WebAssembly instance stopped, for want of memory for example.",
      "advice": "Call again: a new instance is started. Lower limits.memoryBytes on small devices.",
      "forPerson": "Something went wrong on this device. Please try again, or choose a smaller photo.",
      "key": "error.crashed",
      "actor": "environment",
      "retryable": true,
      "billed": false
    },
    {
      "code": "worker_died",
      "httpStatus": null,
      "meaning": "The worker that did the work died.",
      "advice": "Call again: a new one is started.",
      "forPerson": "Something went wrong on this device. Please try again.",
      "key": "error.worker_died",
      "actor": "environment",
      "retryable": true,
      "billed": false
    }
  ],
  "unknownCode": {
    "code": "",
    "httpStatus": null,
    "meaning": "The code is not known to this version.",
    "advice": "Look it up with the answer's RequestId and Message; treat the check as not passed.",
    "forPerson": "Something went wrong on our side, not with your photo. Please try again later.",
    "key": "answer.our_side",
    "actor": "environment",
    "retryable": false,
    "billed": null
  }
};

/** All facts about the API: parameters, limits, endpoints, codes and advice. */
export const contract = freeze(tables);
