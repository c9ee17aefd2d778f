/** A text of Terraform or OpenTofu without the frame around messages, in one line: they break lines at 78 characters. */
export function unwrapped(text: string): string {
  return text.replaceAll(/[╷│╵]/g, " ").replaceAll(/\s+/g, " ").trim();
}
