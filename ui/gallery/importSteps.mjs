const id = (page, name) => page.getByTestId(name);
const click = (page, name) => id(page, name).click();

const open = async (page) => {
  await click(page, "import-begin");
  await id(page, "import-look").waitFor();
};

const find = async (page) => {
  await open(page);
  await click(page, "import-look");
  await id(page, "import-do").waitFor();
};

const chooseFile = async (page, path) => {
  await open(page);
  await click(page, "import-source-file");
  await id(page, "path-input").fill(path);
};

const report = async (page) => {
  await find(page);
  await click(page, "import-do");
  await id(page, "import-done").waitFor();
};

const groq = (page) => click(page, "credential-groq");

const edit = async (page) => {
  await groq(page);
  await click(page, "more-actions");
  await click(page, "edit-details");
  await id(page, "note-input").waitFor();
};

const lookDeep = async (page) => {
  await groq(page);
  await click(page, "more-actions");
  await click(page, "conflict-menu");
};

export const importSteps = {
  "import-first-run": (page) => id(page, "import-environment").waitFor(),
  "import-tiles": async (page) => {
    await click(page, "add-key");
    await id(page, "import-way").waitFor();
  },
  "import-choose": open,
  "import-file": (page) => chooseFile(page, "/home/ada/projects/chat/.env"),
  "import-file-fault": async (page) => {
    await chooseFile(page, "/home/ada/nowhere/.env");
    await click(page, "import-look");
    await id(page, "field-error").waitFor();
  },
  "import-looking": async (page) => {
    await open(page);
    await click(page, "import-look");
  },
  "import-shell-fault": async (page) => {
    await open(page);
    await click(page, "import-source-shell");
    await click(page, "import-look");
    await id(page, "form-error").waitFor();
  },
  "import-nothing": async (page) => {
    await open(page);
    await click(page, "import-source-clients");
    await click(page, "import-look");
    await id(page, "import-nothing").waitFor();
  },
  "import-found": find,
  "import-replace": async (page) => {
    await find(page);
    await click(page, "import-pick-2");
    await click(page, "import-pick-3");
  },
  "import-same": find,
  "import-long": find,
  "import-failed": async (page) => {
    await find(page);
    await click(page, "import-do");
    await id(page, "form-error").waitFor();
    await id(page, "form-error").scrollIntoViewIfNeeded();
  },
  "import-report": async (page) => {
    await report(page);
    await page.evaluate(async () => {
      window.shell.put({ ...window.shell.find("anthropic"), checking: true });
      await window.shell.emitChanged();
    });
  },
  "import-report-long": report,
  "conflict-environment": groq,
  "conflict-several": async (page) => {
    await groq(page);
    await click(page, "conflict-look");
    await id(page, "conflicts").getByRole("listitem").nth(3).waitFor();
  },
  "conflict-none": async (page) => {
    await lookDeep(page);
    await id(page, "conflict-result").waitFor();
  },
  "conflict-looking": async (page) => {
    await groq(page);
    await id(page, "conflicts").waitFor();
    await page.evaluate(() => window.shell.state.hanging.add("find_conflicts"));
    await click(page, "conflict-look");
  },
  "lend-menu": async (page) => {
    await groq(page);
    await click(page, "lend-policy");
    await id(page, "lend-named").waitFor();
  },
  "lend-named": groq,
  "lend-failed": async (page) => {
    await groq(page);
    await click(page, "lend-policy");
    await click(page, "lend-never");
    await page.getByRole("alert").waitFor();
  },
  note: groq,
  "note-edit": edit,
  "note-fault": async (page) => {
    await edit(page);
    await id(page, "note-input").fill("ü".repeat(2001));
    await click(page, "save-key");
    await id(page, "field-error").waitFor();
  },
};

/** Scenes of these that are also drawn in a narrow and in a middling window. */
export const importNarrow = [
  "import-first-run",
  "import-tiles",
  "import-file-fault",
  "import-found",
  "import-long",
  "import-report",
  "import-report-long",
  "conflict-several",
  "lend-menu",
  "note",
];

export const importSmallest = ["import-found", "import-report"];
