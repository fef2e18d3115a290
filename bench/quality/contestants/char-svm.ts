import { benchPython } from "../../python.js";
import type { Contestant } from "../task.js";
import { contentOfExample } from "./content.js";
import { pythonLines } from "./python.js";

/** scikit-learn's linear support vector machine over character 1- to 3-grams, trained on the spot on the training rows. */
export const charSvm: Contestant = {
  id: "svm",
  name: { zh: "字 1–3 元 TF-IDF + 线性 SVM", en: "character TF-IDF + SVM" },
  guess: async ({ train, test }) => {
    const input = JSON.stringify({
      train: train.map((row) => ({ text: contentOfExample(row), label: row.label })),
      test: test.map(contentOfExample),
    });
    return pythonLines(benchPython("sklearn"), "char_svm.py", input, test.length).map((label) => ({ label }));
  },
};
