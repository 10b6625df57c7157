import type { StageDocument } from '@zhiheng/contracts';
import { Steps, Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { AttachmentList } from './attachment-list.tsx';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { dueText } from './times.ts';

const statuses = {
  waiting: 'wait',
  open: 'process',
  approved: 'finish',
  rejected: 'error',
  closed: 'wait',
} as const satisfies Record<StageDocument['state'], string>;

/**
 * The stages of an approval, one below the other, each with who may decide, until when, and what was decided. Of a
 * request that is not submitted (`planned`) no stage is open yet.
 */
export function StageSteps({ stages, planned = false }: { stages: readonly StageDocument[]; planned?: boolean }) {
  const { roleName } = useNames();
  const { say } = useSpeech();
  return (
    <Steps
      orientation="vertical"
      size="small"
      current={planned ? -1 : stages.findIndex(({ state }) => state === 'open')}
      aria-label={say('request.progress')}
      items={stages.map((stage, index) => ({
        key: `${index} ${stage.by}`,
        status: planned ? 'wait' : statuses[stage.state],
        title: (
          <>
            {say('stage.number', { number: index + 1 })} {roleName(stage.by)}{' '}
            {!planned && <Tag>{say(`stage.state.${stage.state}`)}</Tag>}
            {stage.escalated && <Tag color="orange">{say('stage.escalated')}</Tag>}
          </>
        ),
        content: <Stage stage={stage} />,
      }))}
    />
  );
}

function Stage({ stage }: { stage: StageDocument }) {
  const { say, language } = useSpeech();
  const { candidates, decisions, dueAt, state, quorum, workingDays } = stage;
  const undecided = state === 'waiting' || state === 'open';
  const due = dueAt ? say('stage.due', { due: dueText(dueAt) }) : say('stage.workingDays', { days: workingDays });
  return (
    <>
      {undecided && (
        <div>
          {candidates.length > 0
            ? say('stage.candidates', { people: candidates.join(language === 'zh' ? '、' : ', ') })
            : say('stage.noCandidates')}
        </div>
      )}
      {undecided && <div className="muted">{due}</div>}
      {quorum > 1 && <div className="muted">{say('stage.quorum', { count: quorum })}</div>}
      <Decisions decisions={decisions} />
    </>
  );
}

/** What approvers have said, in the order in which they did. */
function Decisions({ decisions }: { decisions: StageDocument['decisions'] }) {
  const { say } = useSpeech();
  return (
    <ul className="plain">
      {decisions.map(({ person, onBehalfOf, decision, comment, attachments = [], at }) => (
        <li key={`${person} ${at}`}>
          {say('decision.by', { person, decision: say(`decision.${decision}`) })}
          {onBehalfOf && ` (${say('decision.onBehalfOf', { person: onBehalfOf })})`} · <Moment at={at} />
          {attachments.length > 0 && <AttachmentList attachments={attachments} />}
          {comment && <blockquote style={{ margin: '2px 0 2px 12px' }}>{comment}</blockquote>}
        </li>
      ))}
    </ul>
  );
}
