/** The body of every failure of Sigma's API. */
export interface SigmaErrorBody {
  readonly requestId: string;
  readonly message: string;
  readonly code: string;
}

/**
 * Sigma's error shape. The shape is published; the codes are not.
 *
 * @see https://help.sigmacomputing.com/openapi.json
 */
export function sigmaError(requestId: string, code: string, message: string): SigmaErrorBody {
  return { requestId, message, code };
}
