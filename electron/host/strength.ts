/**
 * Guesses that a password takes, as log2, by zxcvbn: it knows words, names, dates, repeats and keyboard walks that counting
 * characters does not. Loaded when an environment is to be judged: its dictionaries take memory and time. Made for one run:
 * hosts of a fleet share their secrets, and each answer takes tens of milliseconds.
 */
export async function guessesLog2(): Promise<(value: string) => number> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    // Its time grows with the square of the length and with each spelling that it tries: the value is a stranger's.
    maxLength: longest,
    l33tMaxSubstitutions: 16,
  });
  const known = new Map<string, number>();
  return (value) => {
    const head = value.slice(0, longest);
    const guesses = known.get(head) ?? zxcvbn.check(head).guessesLog10 * Math.log2(10);
    known.set(head, guesses);
    return guesses;
  };
}

/** What lies behind this makes no password weaker; 40 random characters are beyond every threshold of ours. */
const longest = 40;
