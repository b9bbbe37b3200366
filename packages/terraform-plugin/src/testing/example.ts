import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "terraform-plugin";

const note = tf.resource({
  type: "note",
  schema: tf.schema({
    description: "A note, kept as a text file.",
    attributes: {
      name: tf.attribute.string({
        required: true,
        description: "Name of the file, without `.txt`.",
        validators: [tf.lengthBetween(1, 64)],
        planModifiers: [tf.requiresReplace()],
      }),
      text: tf.attribute.string({ required: true, description: "What the note says." }),
      id: tf.attribute.string({
        computed: true,
        notNull: true,
        description: "Path.",
        planModifiers: [tf.useStateForUnknown()],
      }),
    },
    blocks: { timeouts: tf.timeoutsBlock({ create: { default: "1m", description: "Writing the file." } }) },
  }),
  create: async ({ plan, signal }, folder: string) => {
    const id = join(folder, `${plan.name}.txt`);
    await writeFile(id, plan.text, { flag: "wx", signal });
    return { ...plan, id };
  },
  read: async ({ state }) => {
    try {
      return { ...state, text: await readFile(state.id, "utf8") };
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  },
  update: async ({ plan, state }) => {
    await writeFile(state.id, plan.text);
    return { ...plan, id: state.id };
  },
  delete: async ({ state }) => rm(state.id, { force: true }),
  importState: ({ id }, folder) => ({ id: join(folder, `${id}.txt`), name: id }),
});

export const notes = tf.provider({
  address: "registry.terraform.io/example/notes",
  version: "1.0.0",
  schema: tf.schema({
    description: "Notes in a folder.",
    attributes: { folder: tf.attribute.string({ required: true, description: "Where the notes are." }) },
  }),
  configure: ({ config }) => String(config.folder),
  resources: [note],
});
