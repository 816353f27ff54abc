// What an .ino file becomes: valid C++ whose messages keep their line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inoToCpp } from '../../src/compiler/ino.ts';

const prototypes = (text: string): string[] => {
  const [, list = ''] = /#line 1 "a.ino"\n([\s\S]*)#line \d+/.exec(inoToCpp('a.ino', text)) ?? [];
  return list.split('\n').filter((line) => line.endsWith(';') && !text.includes(line));
};

test('the include and the prototypes come in, and the first function keeps its line', () => {
  const text = 'int led = D7;\n\nvoid setup() {\n  blink(2);\n}\n\nvoid blink(int times) {\n}\n';
  assert.equal(
    inoToCpp('src/a.ino', text),
    '#include "application.h"\n#line 1 "src/a.ino"\nint led = D7;\n\nvoid setup();\nvoid blink(int times);\n#line 3 "src/a.ino"\nvoid setup() {\n  blink(2);\n}\n\nvoid blink(int times) {\n}\n',
  );
});

test('a sketch that includes Device OS itself gets no second include', () => {
  assert.ok(!inoToCpp('a.ino', '#include "Particle.h"\nvoid setup() {}\n').includes('application.h'));
});

test('types of the sketch are known before the prototypes use them', () => {
  const made = inoToCpp('a.ino', 'struct Point { int x; };\nvoid setup() {}\nvoid show(const Point &point) {}\n');
  assert.ok(made.indexOf('struct Point') < made.indexOf('void show(const Point &point);'));
});

test('templates, pointers, references and unsigned results are read', () => {
  assert.deepEqual(
    prototypes('std::vector<int> list(const std::map<int, int> &a) {}\nunsigned long *next(char *const p, int (*f)(int)) {}\n'),
    ['std::vector<int> list(const std::map<int, int> &a);', 'unsigned long *next(char *const p, int (*f)(int));'],
  );
});

test('members, templates, lambdas, classes, initializers and default arguments get none', () => {
  const text = `void setup() {}
template <typename T> T twice(T value) { return value + value; }
void Sensor::begin() { start(); }
class Sensor { void begin() { } };
int numbers[] = {1, 2};
auto handler = [](int value) { return value; };
namespace inner { void hidden() {} }
void later(int times = 3) {}
`;
  assert.deepEqual(prototypes(text), ['void setup();']);
});

test('braces and functions in comments, strings and macros are none', () => {
  const text = `// void no() {
/* void nor() { */
#define BEGIN void macro() {
const char *text = "void neither() { \\" {";
const char *raw = R"(void { raw() {)";
char brace = '{';
void setup() { if (brace == '}') {} }
void after() {}
`;
  assert.deepEqual(prototypes(text), ['void setup();', 'void after();']);
});

test('a macro without its semicolon is not taken for a part of the function after it', () => {
  assert.deepEqual(prototypes('SYSTEM_THREAD(ENABLED)\n\nvoid setup() {}\n'), ['void setup();']);
});

test('a file that asks to be left alone is', () => {
  assert.equal(inoToCpp('a.ino', '#pragma PARTICLE_NO_PREPROCESSOR\nvoid setup() {}\n'), '\nvoid setup() {}\n');
});

test('a long file without an end is read in time that grows with its length', () => {
  const began = performance.now();
  inoToCpp('a.ino', `void setup(${'int a, '.repeat(20_000)}\n${'/* " '.repeat(20_000)}`);
  assert.ok(performance.now() - began < 2000);
});
