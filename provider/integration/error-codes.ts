/** What a code means and what usually cures it. The reference of error codes in `docs/errors.md` is made from this. */
export interface ErrorMeaning {
  /** The summary a front end shows, such as the title of a Terraform diagnostic. */
  summary: string;
  /** When this happens, for the reference. */
  meaning: string;
  /** What to do, for the reference. */
  cure: string;
}

/**
 * Every code an error of ours can carry. Codes are stable: they are never renamed, and a code that is no longer used is
 * not given a new meaning.
 */
export const ERROR_CODES = {
  INVALID_CONFIG: {
    summary: "Invalid configuration",
    meaning: "A field of the resource has a value that cannot be used.",
    cure: "Correct the field that the message names.",
  },
  UNKNOWN_FIELD: {
    summary: "Unknown field",
    meaning: "The resource was given a field that it does not have.",
    cure: "Use the nearest known field that the message names, or remove the field.",
  },
  MISSING_FIELD: {
    summary: "Missing field",
    meaning: "A required field was left out.",
    cure: "Give the field that the message names.",
  },
  VENDOR_BLOCK: {
    summary: "Exactly one AI vendor",
    meaning: "The resource was given no vendor's block, or more than one.",
    cure: "Give exactly one of openai, azureOpenai, gemini and anthropic.",
  },
  INVALID_CREDENTIAL: {
    summary: "Unusable API key",
    meaning: "A key is empty, has spaces or line breaks, or is a URL.",
    cure: "Give the key alone, on one line, as the vendor shows it.",
  },
  CREDENTIAL_UNRESOLVED: {
    summary: "API key not found",
    meaning:
      "A key reference names an environment variable that is not set, or a file that cannot be read.",
    cure: "Set the variable or put the file in place where the engine runs.",
  },
  INVALID_ENDPOINT: {
    summary: "Unusable endpoint URL",
    meaning:
      "An Azure endpoint is not an https URL, has a host that is not Azure's, or names another deployment.",
    cure: "Copy the endpoint from the Azure portal, or name your own gateway's host in preflight.trustedHosts.",
  },
  SAME_DEPLOYMENT: {
    summary: "One deployment for two models",
    meaning:
      "The language model and the embedding model name the same deployment at the same endpoint.",
    cure: "Give each model a deployment of its own.",
  },
  INVALID_ADDRESS: {
    summary: "Unusable address",
    meaning:
      "An address for Azure's allowlist is not a public IPv4 address or range, or there are too many of them.",
    cure: "Give the addresses that Sigma shows under Administration > AI settings.",
  },
  MODEL_RETIRED: {
    summary: "Model has retired",
    meaning: "Azure does not run the version of the model any more.",
    cure: "Choose a later version or model; where the date is wrong, correct it in modelPolicy.",
  },
  PROVISIONED_BILLING: {
    summary: "Provisioned throughput was not accepted",
    meaning: "Provisioned throughput is billed by the hour, used or not, and was not accepted.",
    cure: "Set acceptProvisionedBilling to true, or use standard throughput.",
  },
  KEYS_DISABLED: {
    summary: "Azure has turned the account's keys off",
    meaning:
      "The account refuses keys (disableLocalAuth), which a policy of the tenant can bring about, and Sigma uses keys.",
    cure: "Ask the owner of Azure's policies for an exemption of the account, then run again.",
  },
  PACKAGE_MISSING: {
    summary: "A package is missing",
    meaning: "Azure is provisioned with packages that are not installed.",
    cure: "Install the packages that the message names.",
  },
  CONNECTION_INCOMPLETE: {
    summary: "Sigma's credentials are missing",
    meaning: "The base URL, client ID or client secret of Sigma's API was not given.",
    cure: "Set SIGMA_BASE_URL, SIGMA_CLIENT_ID and SIGMA_CLIENT_SECRET (Sigma: Administration > Developer Access).",
  },
  INVALID_CONNECTION: {
    summary: "Unusable connection setting",
    meaning:
      "A setting of the connection to Sigma, or of where AI vendors are found, has a value that cannot be used.",
    cure: "Correct the setting that the message names.",
  },
  CREDENTIALS_REJECTED: {
    summary: "Sigma rejected the credentials",
    meaning: "Sigma answered 401: the client ID or secret is wrong, revoked, or of another region.",
    cure: "Check the client ID and secret, and that the base URL is that of the organization's region.",
  },
  NOT_PERMITTED: {
    summary: "Not permitted",
    meaning: "Sigma answered 403: only credentials owned by an Admin may configure AI settings.",
    cure: "Use credentials whose owner has the account type Admin, and check Sigma's IP allowlist (scope API).",
  },
  NOT_SIGMA: {
    summary: "Not Sigma's API",
    meaning: "The base URL answers, but not as Sigma's API does.",
    cure: "Use the API host shown under Administration > Developer Access, not the address of the app.",
  },
  SIGMA_UNREACHABLE: {
    summary: "Sigma cannot be reached",
    meaning: "The name was not found, the connection failed, or TLS failed.",
    cure: "Check the base URL, the network and the proxy settings; then run again.",
  },
  SIGMA_UNAVAILABLE: {
    summary: "Sigma is not available",
    meaning: "Sigma kept answering with a server error.",
    cure: "Run again later; nothing was changed.",
  },
  THROTTLED: {
    summary: "Sigma is throttling requests",
    meaning: "Sigma asked to wait longer than this operation may take.",
    cure: "Run again later, or with less parallelism.",
  },
  DEADLINE_EXCEEDED: {
    summary: "Out of time",
    meaning: "The operation took longer than it may.",
    cure: "Run again; raise SIGMA_TIMEOUT if Sigma is slow.",
  },
  CANCELLED: {
    summary: "Cancelled",
    meaning: "The operation was cancelled before it was done.",
    cure: "Run again.",
  },
  UNEXPECTED_ANSWER: {
    summary: "Unexpected answer",
    meaning: "Sigma answered with success, but with a body that cannot be understood.",
    cure: "Run again; if it stays, Sigma's API has changed: see SIGMA_CONTRACT in the docs.",
  },
  REQUEST_REFUSED: {
    summary: "Sigma refused the request",
    meaning: "Sigma answered with an error that has no code of its own here.",
    cure: "Follow Sigma's message; give Sigma's support the request id.",
  },
  WRONG_ORGANIZATION: {
    summary: "Wrong organization",
    meaning: "The credentials belong to another organization than the one this resource manages.",
    cure: "Use the credentials of the organization that the message names. Nothing was sent.",
  },
  TENANT_NOT_FOUND: {
    summary: "Tenant not found",
    meaning: "The parent organization has no tenant of that id.",
    cure: "Give the tenant's organization id (tenantOrganizationId), and the credentials of its parent.",
  },
  ALREADY_CONFIGURED: {
    summary: "Already configured",
    meaning: "The organization has an integration that this resource did not make.",
    cure: 'Look at Administration > AI settings, then set existing to "overwrite" to replace what is there.',
  },
  EXISTENCE_UNKNOWN: {
    summary: "Perhaps already configured",
    meaning: "Sigma's API cannot tell whether the organization has an integration.",
    cure: 'Look at Administration > AI settings, then set existing to "overwrite" to save all the same.',
  },
  NOTHING_TO_IMPORT: {
    summary: "Nothing to import",
    meaning: "The organization that was to be imported has no integration.",
    cure: "Check the organization's id; where nothing is configured, create the resource instead.",
  },
  DUPLICATE_RESOURCE: {
    summary: "Two resources for one organization",
    meaning:
      "Two resources of one run configure the same organization, which has room for one integration.",
    cure: "Keep one of the two.",
  },
  CHANGED_OUTSIDE: {
    summary: "Changed outside",
    meaning: 'Somebody changed the integration outside, and credentialDrift is "stop".',
    cure: 'Find out why. To put it back set credentialDrift to "correct"; to keep it set it to "ignore".',
  },
  SAVED_ELSEWHERE: {
    summary: "Saved by something else",
    meaning:
      "A removal was refused: since the last look the integration was saved by the credentials' own user, most likely by another resource, in another process, stack or tool.",
    cure: "Where another resource has the integration, drop this one from the state. Else refresh, and remove again.",
  },
  SAVE_REFUSED: {
    summary: "Sigma refused to save",
    meaning: "Sigma did not accept the configuration; what was there before is still there.",
    cure: "Follow Sigma's message.",
  },
  VALIDATION_FAILED: {
    summary: "Sigma could not validate the credentials",
    meaning:
      'Sigma tried the credentials at the vendor and answered "Failed to validate". The message has the verdict of the vendor beside it.',
    cure: "Azure: allow Sigma's addresses (shown under AI settings) in the resource's firewall. Else check key and deployment.",
  },
  PREFLIGHT_FAILED: {
    summary: "The vendor refused the credentials",
    meaning: "The credentials were tried at the vendor before the save, and would not work.",
    cure: 'Follow what the message says of the field that it names, or set preflight to "warn" to save all the same.',
  },
  SAVE_OUTCOME_UNKNOWN: {
    summary: "Outcome of the save unknown",
    meaning: "The connection broke during the save, and a read could not tell whether Sigma saved.",
    cure: "Look at Administration > AI settings, then run again. An update is simply repeated. A create is completed where Sigma reports that its own user saved what was asked for; else it is refused like any first create.",
  },
  SAVED_DIFFERENTLY: {
    summary: "Saved, but not as asked",
    meaning: "Sigma accepted the save and reports something else than what was sent.",
    cure: "Look at Administration > AI settings. The resource is recorded; the next run tries again.",
  },
  ASSUMED_REMOVE_REFUSED: {
    summary: "Removal is not published by Sigma",
    meaning:
      "Sigma has not published how to remove an integration, and a guess that changes something is not tried unasked.",
    cure: 'Set removal to "retain", apply, then delete the resource, and remove the integration by hand; or allow the guess with SIGMA_ALLOW_ASSUMED=write.',
  },
  REMOVE_UNSUPPORTED: {
    summary: "Sigma's API cannot remove the integration",
    meaning: "Sigma's API has no such operation. Nothing was removed.",
    cure: 'Set removal to "retain", apply, then delete the resource, and remove the integration by hand under Administration > AI settings.',
  },
  REMOVE_OUTCOME_UNKNOWN: {
    summary: "Outcome of the removal unknown",
    meaning: "The removal was sent, and it could not be seen to have worked.",
    cure: "Look at Administration > AI settings, then run again.",
  },
  ASSUMED_WRITE_REFUSED: {
    summary: "Not published by Sigma",
    meaning: "The contract file grades the operation as assumed, and it changes something.",
    cure: "Allow it with SIGMA_ALLOW_ASSUMED=write.",
  },
  CONFIGURATION_UNKNOWN: {
    summary: "Which configuration is meant cannot be told",
    meaning:
      "As the contract file says, Sigma's API names what is configured by an id, and the read does not tell one. Nothing was sent.",
    cure: "Look at Administration > AI settings, and at operations and report in the file of SIGMA_CONTRACT; then run again.",
  },
  INVALID_CONTRACT: {
    summary: "Unusable contract file",
    meaning: "The file named by SIGMA_CONTRACT cannot be read or has an unknown form.",
    cure: "Correct the entry that the message names; schema/sigma-contract.json shows the form.",
  },
  INVALID_OPENAPI: {
    summary: "Unusable OpenAPI document",
    meaning: "The document given to contract check cannot be read, or is not of OpenAPI 3.",
    cure: "Give the OpenAPI document that Sigma publishes, as JSON or YAML.",
  },
  INVALID_STATE: {
    summary: "State that cannot be read",
    meaning: "The recorded state of the resource was not written by this provider, or was edited.",
    cure: "Restore the state from a backup, or delete the resource from the state and create it again.",
  },
  INTERNAL: {
    summary: "A defect of this provider",
    meaning: "Something happened that should not be possible.",
    cure: "Please report it, with the message and the version.",
  },
} as const satisfies Record<string, ErrorMeaning>;

/** The stable code of an error. */
export type ErrorCode = keyof typeof ERROR_CODES;
