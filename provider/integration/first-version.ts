/** The version of a key that nobody has given one: of an imported key too, so that the two count as the same. */
export const FIRST_VERSION = 1;
