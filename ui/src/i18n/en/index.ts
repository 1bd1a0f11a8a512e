import { backup } from "./backup";
import { check } from "./check";
import { doctor } from "./doctor";
import { endpoint } from "./endpoint";
import { errors } from "./errors";
import { form } from "./form";
import { frame } from "./frame";
import { keys } from "./keys";
import { models } from "./models";
import { preferences } from "./preferences";
import { trouble } from "./trouble";
import { passphrase, recovery, vault } from "./vault";

export const en = {
  backup,
  check,
  doctor,
  endpoint,
  errors,
  form,
  frame,
  keys,
  models,
  passphrase,
  preferences,
  recovery,
  trouble,
  vault,
};

/** The shape every language fills in. English is the source. */
export type Words = typeof en;
