/**
 * A function that keeps its latest answers: for what is dear to make, the same every time, and asked for again and
 * again, such as a formatter. The oldest answers go first. The key must say all that the answer depends on.
 */
export function remember<Answer>(answersMax: number, make: (key: string) => Answer): (key: string) => Answer {
  const answers = new Map<string, Answer>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined || answers.has(key)) return known as Answer;
    const answer = make(key);
    const [oldest] = answers.size >= answersMax ? answers.keys() : [];
    if (oldest !== undefined) answers.delete(oldest);
    answers.set(key, answer);
    return answer;
  };
}
