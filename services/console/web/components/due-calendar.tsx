import { useQuery } from '@tanstack/react-query';
import { type DueDays, taskKinds } from '@zhiheng/contracts';
import { Button, Card, Space, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { dueDaysQuery } from '../api/tasks.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { dayText } from './times.ts';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
type Day = DueDays['days'][number];

/** The month that lies so many months from this one, `YYYY-MM`. */
function monthFrom(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by)).toISOString().slice(0, 7);
}

/** Monday is 1. */
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** A month of days: which are worked, and how much of mine falls due on each. */
export function DueCalendar() {
  const { say } = useSpeech();
  const [month, setMonth] = useState(() => dayText(new Date().toISOString()).slice(0, 7));
  const query = useQuery(dueDaysQuery(month));
  return (
    <Card
      size="small"
      title={month}
      extra={
        <Space>
          <Button size="small" onClick={() => setMonth(monthFrom(month, -1))}>
            {say('tasks.before')}
          </Button>
          <Button size="small" onClick={() => setMonth(monthFrom(month, 1))}>
            {say('tasks.after')}
          </Button>
        </Space>
      }
    >
      <Loaded query={query}>{({ days }) => <Month days={days} month={month} />}</Loaded>
    </Card>
  );
}

function Month({ days, month }: { days: Day[]; month: string }) {
  const { say } = useSpeech();
  const before = weekdayOf(`${month}-01`) - 1;
  const cells: (Day | undefined)[] = [...Array<undefined>(before).fill(undefined), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, at) => cells.slice(at * 7, at * 7 + 7));
  return (
    <table
      aria-label={say('tasks.calendar')}
      style={{ width: '100%', tableLayout: 'fixed', borderCollapse: 'collapse' }}
    >
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {say(`tasks.weekday.${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, at) => (
          <tr key={week.find((day) => day)?.day ?? at}>
            {weekdays.map((weekday) => (
              <DayCell key={weekday} day={week[weekday - 1]} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day }: { day: Day | undefined }) {
  const { say, pick } = useSpeech();
  const style = { verticalAlign: 'top', height: 64, border: '1px solid #e5e7eb', padding: 4 } as const;
  if (!day) return <td style={style} />;
  return (
    <td style={day.working ? style : { ...style, background: '#f5f5f5' }}>
      <div className={day.working ? '' : 'muted'}>
        {Number(day.day.slice(8))} {!day.working && say('tasks.off')}
      </div>
      {day.due.map(({ kind, count }) => (
        <Link key={kind} to="/tasks">
          <Tag color="blue">{`${pick(taskKinds[kind])} ${count}`}</Tag>
        </Link>
      ))}
    </td>
  );
}
