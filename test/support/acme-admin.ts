/** The connection of Acme's admin to a simulator that runs at an address, without a pause between tokens. */
export function acmeAdmin(url: string): Record<string, string> {
  return {
    SIGMA_BASE_URL: url,
    SIGMA_CLIENT_ID: "acme-admin",
    SIGMA_CLIENT_SECRET: "acme-admin-secret",
    SIGMA_TOKEN_INTERVAL: "0",
  };
}
