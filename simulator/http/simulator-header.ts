/** The header that marks every answer as a simulator's. */
export const SIMULATOR_HEADER = "x-sigma-simulator";
