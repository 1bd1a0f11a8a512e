const SIZES = {
  row: "size-8 rounded-control text-body",
  tile: "size-9 rounded-control text-[1rem]",
  head: "size-11 rounded-card text-title",
  tiny: "size-5 rounded-[0.25rem] text-[0.6875rem]",
};

const HUES = [
  "tile-hue-0",
  "tile-hue-1",
  "tile-hue-2",
  "tile-hue-3",
  "tile-hue-4",
  "tile-hue-5",
] as const;

function hueOf(id: string): string {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 997;
  return HUES[sum % HUES.length] ?? HUES[0];
}

export function Monogram({
  id,
  name,
  size = "row",
}: {
  id: string;
  name: string;
  size?: keyof typeof SIZES;
}) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 items-center justify-center border border-ink/6 font-semibold ${SIZES[size]} ${hueOf(id)}`}
    >
      {[...name][0]?.toUpperCase()}
    </span>
  );
}
