export const lend = {
  label: "Lend to programs",
  allow: "Any program that asks",
  allowHint: "Every program that you start may ask Keystow for this key.",
  named: "Only when named",
  namedHint: "“keystow run --all” leaves it out; a program gets it when you name it.",
  never: "No program",
  neverHint: "Copying and revealing it here stay possible.",
  changed: "Lend to programs: {{what}}",
};
