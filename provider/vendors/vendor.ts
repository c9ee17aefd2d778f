import type { VendorProfile } from "../integration/context.ts";

/** What is known of an AI vendor at Sigma. */
export interface Vendor extends VendorProfile {
  /** The vendor's name in Sigma's API; second-hand, as no schema of it has been read. */
  wireName: string;
  /** Who chooses the model: Sigma, or the user by a deployment. */
  modelChosenBy: "sigma" | "user";
}
