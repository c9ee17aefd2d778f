/**
 * Says the last words of a command and ends the process. A request to Sigma that nobody waits for any more, after Ctrl-C or
 * at a deadline, would keep it alive until that is answered.
 */
export async function end(
  text: string,
  status: number,
  stream: NodeJS.WriteStream = process.stdout,
): Promise<never> {
  // A pipe may take its time.
  await new Promise<void>((resolve) => {
    stream.write(text, () => resolve());
  });
  process.exit(status);
}
