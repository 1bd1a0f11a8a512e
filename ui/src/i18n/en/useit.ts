export const useit = {
  title: "Use it",
  label: "Ways to use this key",
  more: "More",
  anyProgram: "Any program",
  noKey: "Holds no key: it is fetched from Keystow when it is needed.",
  file: "Put this into {{file}}",
  shell: "Run this in your shell",
  code: "Put this into your program",
  text: "Text for {{tool}}",
  copy: "Copy",
  copyLabel: "Copy the text for {{tool}}",
  copied: "Copied",
  copyFailed: "It could not be copied. Select the text and copy it by hand",
  loading: "Looking for ways to use this key…",
  empty: "Keystow knows no program that takes a key of {{provider}}.",
  never:
    "You chose that this key is lent to no program, so Keystow refuses what stands here. Change that under “Lend to programs”.",
};
