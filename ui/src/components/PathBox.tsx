/** A path that is to be read, and copied by hand. */
export function PathBox({ path, testid }: { path: string; testid?: string }) {
  return (
    <p
      data-testid={testid}
      className="selectable rounded-control border border-line bg-ground px-2.5 py-1.5 font-mono text-small text-ink wrap-anywhere"
    >
      {path}
    </p>
  );
}
