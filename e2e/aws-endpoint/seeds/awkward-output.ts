import type { BuildLog } from './build-log'

const kilobyte = 1024
const esc = '\u001b'

/** What a user's script may print: everything a log reader has to survive. */
export function writeAwkwardOutput(log: BuildLog): void {
  log.stdout('== A burst: sixty lines of one millisecond ==')
  log.wait(1)
  burst(log, 60)

  log.stdout('== Colours and cursor movements ==')
  log.stdout(`${esc}[1;32m✔ configured${esc}[0m in ${esc}[36m1.3s${esc}[39m`)
  log.stdout(
    `${esc}[31mwarning:${esc}[0m ${esc}[4munderlined${esc}[24m ${esc}[7minverse${esc}[27m ${esc}[38;5;208m256 colours${esc}[0m ${esc}[38;2;120;80;255mtrue colour${esc}[0m`,
  )
  log.stdout(`${esc}[2J${esc}[HThis line cleared your screen${esc}[?25l`)
  log.stdout(
    `${esc}]0;a window title\u0007${esc}]8;;https://example.com/\u0007a terminal link${esc}]8;;\u0007`,
  )
  log.stdout('bell \u0007 backspace abc\b\b\b vertical tab \u000b form feed \f null \u0000 delete \u007f')

  log.stdout('== A progress bar rewritten with carriage returns ==')
  log.stdout(
    Array.from({ length: 101 }, (_, i) => `Downloading model.tar ${String(i).padStart(3)}%`).join('\r'),
  )
  log.wait(95)

  log.stdout('== Text of the world ==')
  log.stdout('日本語のログ出力：インストールが完了しました')
  log.stdout('한국어 로그: 설치가 완료되었습니다 · 中文：安装成功 · ไทย: ติดตั้งสำเร็จ')
  log.stdout('العربية: اكتمل التثبيت بنجاح (42 ملفًا) — עברית: ההתקנה הושלמה')
  log.stdout('emoji: 🚀 👩‍🔬 👨‍👩‍👧‍👦 🏳️‍🌈 🇫🇷 ❤️ e\u0301 ﷽ Z̴̡̈a̶͓̓l̷͍̐g̵̱̈́o̴̖͂')
  log.stdout(
    'bidi override: \u202eexe.gpj\u202c, zero width: a\u200bb\u200cc\ufeffd, replacement: \ufffd, line separator: a\u2028b',
  )

  log.stdout('== Markup ==')
  log.stdout('<script>alert("xss")</script><img src=x onerror=alert(1)><a href="javascript:alert(2)">x</a>')
  log.stdout('</pre></body></html> &lt;already escaped&gt; &amp; {{constructor}} $HOME $(id) %s %n')
  log.stdout('=HYPERLINK("https://example.com","for spreadsheets") , +1+1, @SUM(A1:A9), -2+3')

  log.stdout('== Nothing, blanks and tabs ==')
  for (const text of ['', '', ' ', '\t\tindented by tabs', `${' '.repeat(120)}far to the right`])
    log.stdout(text)

  log.stdout('== Long lines ==')
  for (let i = 0; i < 12; i += 1) log.stdout(`line of 20 KB ${'abcdefghij klmnopqrst '.repeat(980)}end ${i}`)
  log.stdout(`one word of 50 KB ${'x'.repeat(50 * kilobyte)} end`)
  log.line(`Stdout: line of 1 MB ${'0123456789abcde '.repeat(65_530)}`.slice(0, 1024 * kilobyte - 30))

  log.stdout('== Silence ==')
  log.wait(260)
  log.stdout('four minutes later')
  log.wait(780)
  log.stdout('thirteen minutes later')

  log.stdout('== Several lines in one event ==')
  log.line('Stdout: first line\nsecond line\n\n    fourth line, indented\n')
  log.line(
    'Traceback (most recent call last):\n  File "setup.py", line 12, in <module>\n    raise SystemExit(0)\nSystemExit: 0',
  )
  log.line('Step by step this is only text')
  log.stdout('Step Fake')
  log.stdout('CmdExecution: ExitCode 1')
  burst(log, 25)
}

/** Lines of one millisecond: a batch lasts at least 40 ms, so lines without waiting share its timestamp. */
function burst(log: BuildLog, count: number): void {
  log.sameInstant(() => {
    for (let i = 1; i <= count; i += 1)
      log.stdout(i % 5 === 0 ? 'the same line again' : `burst ${i} of ${count}`)
  })
}
