type ArmStatus = 400 | 401 | 404 | 405 | 409;

/** A refusal of Azure Resource Manager or of its Cognitive Services provider. */
export class ArmError extends Error {
  override readonly name = "ArmError";
  /** The HTTP status of the answer. */
  readonly status: ArmStatus;
  /** `error.code` of the answer's body. */
  readonly code: string;

  constructor(status: ArmStatus, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The request is wrong in itself: status 400. */
export function invalid(code: string, message: string): ArmError {
  return new ArmError(400, code, message);
}

/** The request does not fit what is there: status 409. */
export function conflict(code: string, message: string): ArmError {
  return new ArmError(409, code, message);
}

/** The thing is not there: status 404. */
export function missing(code: string, message: string): ArmError {
  return new ArmError(404, code, message);
}

/** The resource is not there, in the words of Azure Resource Manager. */
export function resourceNotFound(type: string, name: string, group: string): ArmError {
  return missing(
    "ResourceNotFound",
    `The Resource 'Microsoft.CognitiveServices/${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}
