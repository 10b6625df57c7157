import { Tag } from 'antd';
import type { Answers } from '../api/self-checks.ts';
import { useSay } from '../app/language.tsx';

export const questions = ['procedure', 'content', 'policyBasis', 'permissions'] as const satisfies (keyof Answers)[];

/** What a section head answered to each question. */
export function SelfCheckAnswers({ answers }: { answers: Answers }) {
  const say = useSay();
  return (
    <ul className="plain">
      {questions.map((question) => (
        <li key={question}>
          {say(`selfCheck.${question}`)}{' '}
          <Tag color={answers[question].ok ? 'green' : 'orange'}>
            {say(answers[question].ok ? 'selfCheck.ok' : 'selfCheck.notOk')}
          </Tag>
          {answers[question].note}
        </li>
      ))}
    </ul>
  );
}
