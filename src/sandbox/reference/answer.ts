/** What is sent back, before it becomes a response. */
export interface Answer {
  readonly status: number;
  /** Serialised as JSON; undefined sends no body. */
  readonly body?: unknown;
  /** Sent instead of the serialised body. */
  readonly bytes?: Uint8Array;
  /** Null leaves the content type out; default `application/json`. */
  readonly mediaType?: string | null;
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

/** 500 with nothing to learn from it. */
export function failure(): Answer {
  return { status: 500, body: { code: 'internal', message: 'Something went wrong.' } };
}

/** The response of an answer. */
export function toResponse(answer: Answer): Response {
  const { status, body, mediaType = 'application/json', headers = {} } = answer;
  const bytes = answer.bytes ?? (body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body)));
  if (bytes === undefined) return new Response(null, { status, headers });
  return new Response(bytes, { status, headers: { ...(mediaType ? { 'content-type': mediaType } : {}), ...headers } });
}
