type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 429 | 500;

/** A refusal: the HTTP status, code and message that the caller gets, over HTTP and from a method alike. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
  /** The HTTP status of the answer. */
  readonly status: RefusalStatus;
  /** The `code` of the answer's body. */
  readonly code: string;
  /** Further headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: RefusalStatus,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The request is wrong in itself: status 400. */
export function badRequest(message: string): SimulatorError {
  return new SimulatorError(400, "bad_request", message);
}

/** The thing or the route is not there: status 404. */
export function notFound(message = "Not found"): SimulatorError {
  return new SimulatorError(404, "not_found", message);
}

/** No token, or one that does not hold: status 401, with the text seen from Sigma. */
export function tokenMissing(): SimulatorError {
  return new SimulatorError(401, "unauthorized", "Token missing or malformed");
}

/** Credentials that do not hold: status 401, with the text seen from Sigma. */
export function identityUnverified(): SimulatorError {
  return new SimulatorError(
    401,
    "unauthorized",
    "We cannot verify your identity. Please try again later.",
  );
}

/** The caller may not do this: status 403. */
export function forbidden(message: string): SimulatorError {
  return new SimulatorError(403, "forbidden", message);
}
