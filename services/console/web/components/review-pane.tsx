import { useQuery } from '@tanstack/react-query';
import type { CertificationHolding, CertificationVerdicts } from '@zhiheng/contracts';
import { Alert, Button, Space, Table } from 'antd';
import { useState } from 'react';
import { myHoldingsQuery } from '../api/certifications.ts';
import { useSay } from '../app/language.tsx';
import { HeldCell, HeldPeriod, HolderCell } from './holding-cells.tsx';
import { Loaded } from './loaded.tsx';
import { useNames } from './names.ts';
import { type Review, ReviewDialog } from './review-dialog.tsx';
import { useReviewKeys } from './review-keys.ts';
import { dueText } from './times.ts';
import { useReview } from './use-review.tsx';

/** What waits for my review: each by itself or several at once, quick by keyboard. */
export function ReviewPane({ id }: { id: string }) {
  const say = useSay();
  const mine = useQuery(myHoldingsQuery(id));
  return (
    <Loaded query={mine}>
      {(holdings) =>
        holdings.length === 0 ? (
          <Alert type="success" showIcon title={say('certification.nothingMine')} />
        ) : (
          <ReviewList id={id} holdings={holdings} />
        )
      }
    </Loaded>
  );
}

function ReviewList({ id, holdings }: { id: string; holdings: CertificationHolding[] }) {
  const say = useSay();
  const [selected, setSelected] = useState<string[]>([]);
  const [review, setReview] = useState<Review>();
  const { decide, pending, error, refused, dismiss } = useReview(id);
  const of = (grants: readonly string[]) => holdings.filter(({ grant }) => grants.includes(grant));
  const done = () => {
    setReview(undefined);
    setSelected([]);
  };
  const keep = (grants: string[]) => {
    if (pending || grants.length === 0) return;
    // One is kept at a keystroke; several at once are shown and counted first.
    if (grants.length === 1) decide({ decision: 'keep', grants }, done);
    else setReview({ decision: 'keep', holdings: of(grants) });
  };
  const remove = (grants: string[]) => grants.length > 0 && setReview({ decision: 'remove', holdings: of(grants) });
  const keys = useReviewKeys({
    ids: holdings.map(({ grant }) => grant),
    selected,
    select: setSelected,
    keep,
    remove: (grants) => void remove(grants),
  });
  return (
    <>
      <div className="heading">
        <span className="muted">{say('certification.keys')}</span>
        <Space>
          <Button disabled={selected.length === 0} onClick={() => keep(selected)}>
            {say('certification.keepMany', { count: selected.length })}
          </Button>
          <Button danger disabled={selected.length === 0} onClick={() => remove(selected)}>
            {say('certification.removeMany', { count: selected.length })}
          </Button>
        </Space>
      </div>
      {error && !review && error}
      {refused.length > 0 && <Refused refused={refused} holdings={holdings} onClose={dismiss} />}
      <Table<CertificationHolding>
        size="small"
        rowKey="grant"
        aria-label={say('certification.mine')}
        pagination={false}
        dataSource={holdings}
        onRow={({ grant }) => keys.row(grant)}
        rowClassName={({ grant }) => (grant === keys.current ? 'current' : '')}
        rowSelection={{
          selectedRowKeys: selected,
          onChange: (grants) => setSelected(grants.map(String)),
        }}
        columns={[
          { title: say('person'), key: 'person', render: (_, holding) => <HolderCell holding={holding} /> },
          { title: say('role'), key: 'role', render: (_, holding) => <HeldCell holding={holding} /> },
          { title: say('validity'), key: 'validity', render: (_, holding) => <HeldPeriod holding={holding} /> },
          { title: say('certification.due'), key: 'due', render: (_, { dueAt }) => dueText(dueAt) },
          {
            title: say('actionsColumn'),
            key: 'actions',
            width: 170,
            render: (_, { grant }) => (
              <Space>
                <Button size="small" disabled={pending} onClick={() => keep([grant])}>
                  {say('certification.keep')}
                </Button>
                <Button size="small" danger disabled={pending} onClick={() => remove([grant])}>
                  {say('certification.remove')}
                </Button>
              </Space>
            ),
          },
        ]}
      />
      <ReviewDialog
        review={review}
        pending={pending}
        error={error}
        onClose={() => setReview(undefined)}
        id={id}
        onDecide={(said) =>
          review &&
          decide({ decision: review.decision, grants: review.holdings.map(({ grant }) => grant), ...said }, done)
        }
      />
    </>
  );
}

interface RefusedProps {
  refused: CertificationVerdicts['verdicts'];
  holdings: CertificationHolding[];
  onClose: () => void;
}

/** What could not be decided, each with why. */
function Refused({ refused, holdings, onClose }: RefusedProps) {
  const say = useSay();
  const { roleName } = useNames();
  return (
    <Alert
      type="error"
      showIcon
      className="panel"
      closable={{ onClose }}
      title={say('certification.refused', { count: refused.length })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {refused.map(({ grant, problem }) => {
            const holding = holdings.find((one) => one.grant === grant);
            const person = holding?.personName ?? grant;
            const role = holding ? roleName(holding.role) : '';
            return (
              <li key={grant}>{say('certification.refusedOne', { person, role, title: problem?.title ?? '' })}</li>
            );
          })}
        </ul>
      }
    />
  );
}
