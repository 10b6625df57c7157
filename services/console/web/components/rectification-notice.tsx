import { findingDimensions, findingNatures, type RectificationDetail } from '@zhiheng/contracts';
import { useSpeech } from '../app/language.tsx';
import { dayText, dueText } from './times.ts';

/** The notice (整改通知书) as it is printed on A4: number, findings with what is to be done, seal and signatures. */
export function RectificationNotice({ order }: { order: RectificationDetail }) {
  const { say, pick } = useSpeech();
  const { number, unit, unitName, centreName, problems, basis, proof, dueAt, issuedAt, issuedBy, issuedByName } = order;
  const [year = '', serial = ''] = number.split('-');
  return (
    <article className="notice-paper" aria-label={say('rectifications.notice')}>
      <h2>{centreName && pick(centreName)}</h2>
      <h2>{say('rectifications.notice')}</h2>
      <p className="notice-number">{say('rectifications.noticeNumber', { year, serial: Number(serial) })}</p>
      <p>{unitName ? pick(unitName) : unit}：</p>
      <p>{say('rectifications.noticeLead', { due: dueText(dueAt), proof })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('findings.description')}</th>
            <th scope="col">{say('findings.dimension')}</th>
            <th scope="col">{say('findings.nature')}</th>
            <th scope="col">{say('findings.basis')}</th>
            <th scope="col">{say('findings.measure')}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((one) => (
            <tr key={one.finding}>
              <td>{one.description}</td>
              <td>{pick(findingDimensions[one.dimension])}</td>
              <td>{pick(findingNatures[one.nature])}</td>
              <td>{one.basis}</td>
              <td>{one.measure}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{`${say('findings.orderBasis')}：${basis}`}</p>
      <div className="notice-signs">
        <div>
          <p>{`${say('rectifications.signIssuer')}${issuedByName ?? issuedBy}`}</p>
          <p>{dayText(issuedAt)}</p>
          <p className="notice-seal">{say('rectifications.seal')}</p>
        </div>
        <div>
          <p>{say('rectifications.signReceiver')}</p>
          <p>{say('rectifications.signDate')}</p>
        </div>
      </div>
    </article>
  );
}
