/** One request to the simulator. No body, no header but the user agent, and no query string is kept. */
export interface LoggedRequest {
  method: string;
  /** The vendor's host that it was meant for; absent where it was meant for Sigma. */
  host?: string;
  /** The path, without the query string. */
  path: string;
  /** The HTTP status; 0 while there is no answer, and where the connection was reset instead. */
  status: number;
  /** The organization that the access token speaks for, or was made for. */
  organizationId?: string;
  /** The client ID behind the access token. */
  clientId?: string;
  userAgent: string;
  /** When it came in, in ISO 8601. */
  at: string;
}
