import { expect, test } from 'vitest';
import { readDelimited } from '../delimited.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const cellsOf = (bytes: Uint8Array, most = 10) => readDelimited(bytes, most).map(({ cells }) => cells);

test('UTF-8, with a mark or without, and GB18030 read alike', () => {
  const expected = [{ 姓名: '张三', 岗位: '经办岗' }];
  expect(cellsOf(utf8('姓名,岗位\r\n张三,经办岗\r\n'))).toEqual(expected);
  expect(cellsOf(utf8('\ufeff姓名,岗位\n张三,经办岗'))).toEqual(expected);
  // The same in GB18030.
  const gb = Buffer.from('d0d5c3fb2cb8dacebb0ad5c5c8fd2cbeadb0ecb8da0a', 'hex');
  expect(cellsOf(gb)).toEqual(expected);
});

test('tabs and semicolons separate as well; quotes hold commas and lines; blank lines are left out', () => {
  expect(cellsOf(utf8('a\tb\n1\t2\n'))).toEqual([{ a: '1', b: '2' }]);
  expect(readDelimited(utf8('a;b\n"1;\n2";3\n\n;\n4;5'), 10)).toEqual([
    { line: 3, cells: { a: '1;\n2', b: '3' } },
    { line: 6, cells: { a: '4', b: '5' } },
  ]);
});

test.each([
  ['a,b\n1,2\n"3,4\n', '文件中有一处引号没有结束。', 'A quote in the file is not closed.'],
  ['a,b\n1,2\n"3"x,4\n', '文件第 3 行的引号位置不对。', 'On line 3 of the file a quote stands where none may.'],
  ['a,b\n1,x"2\n', '文件第 2 行的引号位置不对。', 'On line 2 of the file a quote stands where none may.'],
])('%j is refused in words of both languages', (text, zh, en) => {
  expect(() => cellsOf(utf8(text))).toThrow(expect.objectContaining({ code: 'invalid-request', detail: { zh, en } }));
});

test('what is no table is refused', () => {
  const code = (bytes: Uint8Array, most = 2) => {
    try {
      return cellsOf(bytes, most);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect(code(utf8(''))).toBe('invalid-request');
  expect(code(utf8('a,a\n1,2'))).toBe('invalid-request');
  expect(code(utf8('a\n"1'))).toBe('invalid-request');
  expect(code(Uint8Array.of(0xff, 0xff, 0xff))).toBe('invalid-request');
  expect(code(utf8('a\n1\n2\n3\n'))).toBe('too-large');
});
