/** As the vault reads a group: case, look-alikes, blanks and dashes do not matter. */
function plain(text: string): string {
  return text
    .toUpperCase()
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1")
    .replaceAll(/[\s\p{Pd}]/gu, "");
}

/** Which of the two groups that were asked back are not those of the code. */
export function wrongGroups(
  code: { groups: readonly string[]; ask: readonly [number, number] },
  typed: readonly [string, string],
): [boolean, boolean] {
  const wrong = (index: 0 | 1) =>
    plain(typed[index]) !== plain(code.groups[code.ask[index] - 1] ?? "");
  return [wrong(0), wrong(1)];
}
