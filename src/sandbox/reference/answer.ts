/** What is sent back, before it becomes a response. */
export interface Answer {
  readonly status: number;
  /** Serialised as JSON; undefined sends no body. */
  readonly body?: unknown;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Kinds of refusal, as the document lists them. */
export type RefusalCode =
  | 'unauthorised'
  | 'not-found'
  | 'unreadable'
  | 'invalid'
  | 'method-not-allowed'
  | 'too-many-requests';

/** A refusal with the document's error body; `at` names the parameter or member at fault. */
export function refusal(status: number, code: RefusalCode, message: string, at?: string): Answer {
  return { status, body: { code, message, ...(at === undefined ? {} : { at }) } };
}

/** 404: there is no such thing, or it is another depot's. */
export function notFound(): Answer {
  return refusal(404, 'not-found', 'There is no such parcel.');
}

/** The response of an answer. */
export function toResponse(answer: Answer): Response {
  const { status, body, mediaType = 'application/json', headers = {} } = answer;
  if (body === undefined) return new Response(null, { status, headers });
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': mediaType, ...headers } });
}
