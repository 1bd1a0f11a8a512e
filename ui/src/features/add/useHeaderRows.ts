import { createRef, type RefObject, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { HeaderRequest } from "../../ipc";

export type HeaderRow = {
  id: number;
  name: RefObject<HTMLInputElement | null>;
  value: RefObject<HTMLInputElement | null>;
};

export type FilledHeader = { row: HeaderRow; header: HeaderRequest };

const emptyRow = (id: number): HeaderRow => ({ id, name: createRef(), value: createRef() });

/** Headers being typed. A value is a secret: it lives in its input alone. */
export function useHeaderRows() {
  const next = useRef(1);
  const [rows, setRows] = useState<readonly HeaderRow[]>([]);

  const add = () => {
    const row = emptyRow(next.current);
    next.current += 1;
    flushSync(() => setRows((before) => [...before, row]));
    row.name.current?.focus();
  };
  const remove = (id: number) => setRows((before) => before.filter((row) => row.id !== id));

  /** The rows in which anything stands. */
  const read = (): FilledHeader[] =>
    rows
      .map((row) => ({ row, header: { name: textIn(row.name), value: textIn(row.value) } }))
      .filter(({ header }) => header.name !== "" || header.value !== "");

  const clear = () => {
    for (const { value } of rows) if (value.current) value.current.value = "";
  };

  return { rows, add, remove, read, clear };
}

const textIn = (field: RefObject<HTMLInputElement | null>) => field.current?.value.trim() ?? "";

export type HeaderRows = ReturnType<typeof useHeaderRows>;
