import type { BackendCode } from './backend-codes.js';
import type { TextKey } from './texts/types.js';
import type { Actor } from './types.js';

/** All facts about the API, in one value. */
export interface Contract {
  /** Names, version and timeouts of the call. */
  operation: Operation;
  /** The same of the successor. */
  successor: Operation;
  /** Where the call goes, by region. */
  endpoints: readonly Endpoint[];
  /** The three uses of the operation, by `VerifyModel`. */
  modes: readonly Mode[];
  /** The request's parameters, in the order in which they are sent. */
  parameters: readonly Parameter[];
  /** What a picture may be. */
  picture: PictureLimits;
  /** Fields of `Result` in the answer. */
  resultFields: readonly ResponseField[];
  /** Fields of each entry of `Result.DuplicateFace`, once decoded from its string. */
  duplicateFaceFields: readonly ResponseField[];
  /** Fields of `Result.ExtFaceInfo`. */
  extFaceInfoFields: readonly ResponseField[];
  /** The operation's codes. */
  codes: readonly Code[];
  /** The verdict's codes in `Result.SubCode`. */
  subCodes: readonly Code[];
  /** Codes of the API gateway, which answers before the operation runs. */
  gatewayCodes: readonly Code[];
  /** Codes of this product's own errors. */
  errorCodes: readonly Code[];
  /** The row for a code that has none. */
  unknownCode: Code;
}

/** The call's fixed facts. */
export interface Operation {
  action: string;
  version: string;
  productCode: 'FACE_IDU_MIN';
  method: 'POST';
  path: string;
  /** Content type of the form body, exactly: a `charset` added to it breaks the signature. */
  contentType: string;
  connectTimeoutMs: number;
  readTimeoutMs: number;
  /** The answer's header that asks for a pause before the next call, in milliseconds. */
  retryAfterHeader: string;
  retryAfterMaxMs: number;
}

/** One region. */
export interface Endpoint {
  region: string;
  name: string;
  /** Host for calls from the internet. */
  public: string;
  /** Host for calls from inside the region's virtual private cloud. */
  vpc: string;
  /** Calls per second that an account may make, all its users together. */
  queriesPerSecond: number;
}

/** One of the operation's uses. */
export interface Mode {
  verifyModel: '0' | '1' | '2';
  name: 'search' | 'compare' | 'both';
  meaning: string;
}

/** Characters that a text may hold. `groupCode`: no white space and no comma of either width. */
export type Alphabet = 'lettersAndDigits' | 'groupCode' | 'any';

/** One of a parameter's few values. */
export interface AllowedValue {
  /** The value as sent. */
  value: string;
  /** The option's word for it; null where the option is true or false, or there is none. */
  word: string | null;
  meaning: string;
}

/** What a parameter's value may be. */
export type Values =
  | { kind: 'oneOf'; values: readonly AllowedValue[] }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'text'; alphabet: Alphabet; maxCharacters: number | null }
  | { kind: 'list'; alphabet: Alphabet; maxItems: number }
  | { kind: 'base64' }
  | { kind: 'url' };

/** One parameter. */
export interface Parameter {
  /** The API's name. */
  name: string;
  /**
   * Name of the option of `buildRequest` that sets it; null where the caller has no choice. One option may set several:
   * a picture or its URL, a registration and its group.
   */
  option: string | null;
  place: 'query' | 'form';
  /** Where it travels in a call of `FaceVerifyIntl`; null: that operation does not have it. */
  successorPlace: 'query' | 'form' | null;
  /** `inItsModes`: in every mode of `modes`; `whenUsed`: whenever `usedWhen` holds. */
  required: 'always' | 'inItsModes' | 'whenUsed' | 'never';
  /** The parameter that may stand in its place; never both. */
  alternative: string | null;
  /** Modes that use it, as values of `VerifyModel`. */
  modes: readonly string[];
  /** It has an effect only when this holds. */
  usedWhen: { parameter: string; value: string } | null;
  values: Values;
  /** The values that `true` and `false` stand for; null where a boolean would mislead. */
  switch: { on: string; off: string } | null;
  /** The value that is sent when the caller says nothing; null: it is left out. */
  default: string | null;
  description: string;
}

/** Limits of one picture and of the request that carries it. */
export interface PictureLimits {
  formats: readonly string[];
  minWidthPx: number;
  minHeightPx: number;
  maxWidthPx: number;
  maxHeightPx: number;
  recommendedShorterSidePx: number;
  recommendedMinBytes: number;
  recommendedMaxBytes: number;
  /** Largest picture that may be sent as Base64, before Base64. */
  maxBytes: number;
  /** Largest picture that a URL may point to. */
  maxUrlBytes: number;
  /** Most that the request's pictures may take together as form fields, where `+`, `/` and `=` take three bytes. */
  maxRequestBytes: number;
  recommendedFaceSharePercent: number;
}

/** One field of the answer. */
export interface ResponseField {
  name: string;
  /** `jsonString`: a string that holds a JSON document. */
  type: 'string' | 'jsonString' | 'integer' | 'number' | 'object';
  /** The same in an answer of `FaceVerifyIntl`. */
  successorType: 'string' | 'jsonString' | 'integer' | 'number' | 'object';
  /** When it is there. */
  present: string;
  meaning: string;
}

/** One code and what to do about it. */
export interface Code {
  /** A code that ends with `*` stands for every code that begins like it and has no row of its own. */
  code: string;
  /** HTTP status that it comes with; null where there is none or the sources do not say. */
  httpStatus: number | null;
  /** What happened. */
  meaning: string;
  /** What to do, for the one who must act. */
  advice: string;
  /** What to tell the person in front of the camera. */
  forPerson: string;
  /** Names that text; `face-preflight/texts` has it in other languages. */
  key: TextKey;
  /** Who must act; null when nobody has to. */
  actor: Actor | null;
  /** Whether the same request, newly dated and signed, may succeed later. */
  retryable: boolean;
  /** Whether the call is billed; null where no source says so. */
  billed: boolean | null;
}

/** Codes of the operation. */
export type OperationCode = /* operation codes */;

/** Reasons of the verdict, in `Result.SubCode`. */
export type SubCode = /* sub codes */;

/** Codes of the API gateway. Those of a family go on after its name. */
export type GatewayCode = /* gateway codes */;

/** Any code of the API's answers. */
export type ApiCode = OperationCode | GatewayCode;

/** Codes of `PreflightError`. */
export type ErrorCode = /* error codes */;

/** Any code that `explain` knows. */
export type KnownCode = ApiCode | SubCode | ErrorCode | BackendCode;

/** What a code means and what to do about it. */
export type Explanation = Omit<Code, 'httpStatus'> & {
  /** Whether the contract knows the code. */
  known: boolean;
};

/**
 * A picture in one of the ways in which it is taken: a photo of `preflight`, Base64 (padded, in one line), or a URL
 * that the API can reach.
 */
export type RequestPicture =
  | { readonly ok?: boolean | undefined; readonly jpeg: Uint8Array | null; base64(): string }
  | { readonly url: string }
  | string;

interface OptionsOfEveryMode {
  /** The operation that is called. Default: `FaceDuplicationCheckIntl`. */
  operation?: 'FaceDuplicationCheckIntl' | undefined;
/* options of every mode */
  /** Whether photos with a failed check are sent all the same. Default: false. */
  allowFailed?: boolean | undefined;
}

interface OptionsOfSearching {
/* options of searching */
}

interface OptionsOfComparing {
/* options of comparing */
}

interface OptionsOfRegistering {
/* options of registering */
}

type Absent<Options> = { [Name in keyof Options]?: undefined };
type Registration = OptionsOfRegistering | Absent<OptionsOfRegistering>;

/** Searches the face in the groups (1:N). Sent as `VerifyModel` 0. */
export type SearchRequest = OptionsOfEveryMode &
  OptionsOfSearching &
  Registration &
  Absent<OptionsOfComparing> & { mode: 'search' };

/** Compares the two pictures (1:1). Sent as `VerifyModel` 1. */
export type CompareRequest = OptionsOfEveryMode &
  OptionsOfComparing &
  Absent<OptionsOfSearching> &
  Absent<OptionsOfRegistering> & { mode: 'compare' };

/** Compares the two pictures and searches the first one. Sent as `VerifyModel` 2. */
export type BothRequest = OptionsOfEveryMode &
  OptionsOfSearching &
  OptionsOfComparing &
  Registration & { mode: 'both' };

/** What `buildRequest` takes. */
export type RequestOptions = SearchRequest | CompareRequest | BothRequest;

/** The parameters of one call, by the API's names, ready for the backend. */
export interface RequestPayload {
/* payload */
}

type OfSuccessor<Options> = Options extends unknown
  ? Omit<Options, 'operation' | 'liveness' | 'sceneCode'> & {
      operation: 'FaceVerifyIntl';
      /** It always looks for liveness. */
      liveness?: undefined;
      /** It has no scene code. */
      sceneCode?: undefined;
    }
  : never;

/** What `buildRequest` takes for the successor, `FaceVerifyIntl`. */
export type FaceVerifyOptions = OfSuccessor<RequestOptions>;

/** The parameters of one call of `FaceVerifyIntl`. */
export type FaceVerifyPayload = Omit<RequestPayload, 'Liveness' | 'SceneCode'>;
