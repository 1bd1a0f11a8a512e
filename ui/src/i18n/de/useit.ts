import type { Words } from "../en";

export const useit: Words["useit"] = {
  title: "Verwenden",
  label: "Wege, diesen Schlüssel zu verwenden",
  more: "Mehr",
  anyProgram: "Jedes Programm",
  noKey: "Enthält keinen Schlüssel: Er wird bei Bedarf aus Keystow geholt.",
  file: "Fügen Sie das in {{file}} ein",
  shell: "Führen Sie das in Ihrer Shell aus",
  code: "Fügen Sie das in Ihr Programm ein",
  text: "Text für {{tool}}",
  copy: "Kopieren",
  copyLabel: "Text für {{tool}} kopieren",
  copied: "Kopiert",
  copyFailed: "Das Kopieren ist misslungen. Markieren Sie den Text und kopieren Sie ihn von Hand",
  loading: "Wege, diesen Schlüssel zu verwenden, werden gesucht …",
  empty: "Keystow kennt kein Programm, das einen Schlüssel von {{provider}} nimmt.",
  never:
    "Sie haben festgelegt, dass dieser Schlüssel keinem Programm geliehen wird. Keystow lehnt deshalb ab, was hier steht. Ändern können Sie das unter „An Programme leihen“.",
};
