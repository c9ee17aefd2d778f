/** Figures of several runs, in the unit of the measurement. */
export interface Figures {
  min: number;
  median: number;
  max: number;
  runs: number;
}

/** The smallest, middle and largest of some values. */
export function figures(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    min: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    max: at(sorted.length - 1),
    runs: sorted.length,
  };
}

/** Two contestants' figures, and those of the ratio of each pair of runs: it holds when the machine's speed drifts. */
export interface Duel {
  one: Figures;
  other: Figures;
  ratio: Figures;
}

/** Runs two contestants in turn, round by round, so that a machine that slows down slows both. The first round warms up. */
export async function duel(
  rounds: number,
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<Duel> {
  await one();
  await other();
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push([await one(), await other()]);
  return {
    one: figures(pairs.map(([first]) => first)),
    other: figures(pairs.map(([, second]) => second)),
    ratio: figures(pairs.map(([first, second]) => first / second)),
  };
}
