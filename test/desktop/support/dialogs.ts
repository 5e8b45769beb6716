import type { ElectronApplication } from 'playwright-core';

/** Main's own questions, answered as a person would; no script in the page can. */

/** One answer after the other, by the number of its button. Resolves to what has been asked so far. */
export async function answerQuestions(app: ElectronApplication, buttons: number[]): Promise<() => Promise<string[]>> {
  const asked = await app.evaluateHandle(({ dialog }, answers) => {
    const questions: string[] = [];
    dialog.showMessageBox = async (...given: unknown[]) => {
      const { message, detail } = given.at(-1) as { message: string; detail: string };
      questions.push(`${message} ${detail}`);
      return { response: answers.shift() ?? 1, checkboxChecked: false };
    };
    return questions;
  }, buttons);
  return () => asked.evaluate((questions) => questions);
}

/** The questions for a folder are answered with these, one after the other. */
export const pickFolders = (app: ElectronApplication, folders: string[]): Promise<void> =>
  app.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [paths.shift()!] });
  }, folders);
