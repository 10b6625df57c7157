import type { Overrides } from '@zhiheng/calendar';
import { ControlWaiting, DueDays, Page, pageQuery, Task, TaskKindCode } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, encodeCursor, Problem, personOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { countTasks, dueDays, listTasks } from '../desk/tasks.ts';
import { countUnseen } from '../store/notice-store.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['desk'];
const reading = { action: 'access.refused', targetType: 'task' } as const;

/** What of internal control waits for the signed-in person. */
export function taskRoutes(
  app: App,
  { database, holidays }: { database: Database; holidays: Overrides | undefined },
): void {
  app.get('/api/v1/control-waiting', {
    config,
    schema: {
      tags,
      summary: '内控中待本人处理的数目 / how much of internal control waits for the person',
      response: { 200: ControlWaiting },
    },
    handler: (request) => {
      const caller = personOf(request);
      return act(database, request, reading, async (transaction) => ({
        notices: await countUnseen(transaction, caller.centre, caller.person),
        tasks: await countTasks(transaction, caller),
      }));
    },
  });

  app.get('/api/v1/tasks', {
    config,
    schema: {
      tags,
      summary: '本人的内控待办 / what of internal control the person has to do, what is due first',
      querystring: Type.Object({ kind: Type.Optional(TaskKindCode), ...pageQuery }, closed),
      response: { 200: Page(Task) },
    },
    handler: async (request) => {
      const { kind, limit = 50, cursor } = request.query;
      const [start = 0] = decodeCursor(cursor, 1) ?? [];
      if (typeof start !== 'number' || !Number.isSafeInteger(start) || start < 0) throw new Problem('invalid-cursor');
      const tasks = await act(database, request, reading, (transaction) =>
        listTasks(transaction, personOf(request), kind),
      );
      const end = start + limit;
      return { data: tasks.slice(start, end), nextCursor: end < tasks.length ? encodeCursor([end]) : null };
    },
  });

  app.get('/api/v1/due-days', {
    config,
    schema: {
      tags,
      summary: '到期日历：工作日与本人到期的事 / a month of days, which are worked and what is due on them',
      querystring: Type.Object({ month: Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' }) }, closed),
      response: { 200: DueDays },
    },
    handler: (request) =>
      act(database, request, reading, (transaction) =>
        dueDays(transaction, personOf(request), { month: request.query.month, holidays }),
      ),
  });
}
