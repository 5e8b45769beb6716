import { describe, expect, test } from 'vitest';
import { findLeaks, leakIds } from '../../../../shared/facts/site/leak-patterns';

/** What the products print, shortened; and what resembles it without leaking anything. */
const cases: Record<(typeof leakIds)[number], { leaks: string[]; nearMisses: string[] }> = {
  'werkzeug-debugger': {
    leaks: [
      '<script>\n  var CONSOLE_MODE = false,\n      EVALEX = true,\n      EVALEX_TRUSTED = false,\n      SECRET = "x";',
      '<title>KeyError: &#39;id&#39;\n // Werkzeug Debugger</title>'.replace('\n', ''),
    ],
    nearMisses: ['<p>We use the Werkzeug debugger in development.</p>', 'EVALEX'],
  },
  'python-traceback': {
    leaks: [
      'Traceback (most recent call last):\n  File "/srv/shop/app.py", line 3, in index',
      '  File &#34;/srv/shop/app.py&#34;, line 12, in login',
    ],
    nearMisses: ['<h1>How to read a Python traceback</h1>', 'File "report.pdf", line 3'],
  },
  'django-debug': {
    leaks: [
      "<p>You’re</p><p>You're seeing this error because you have <code>DEBUG = True</code> in your Django settings file",
    ],
    nearMisses: ['Set DEBUG = True in development.'],
  },
  'flask-debug': {
    leaks: ['flask.debughelpers.DebugFilesKeyError: You tried to access the file'],
    nearMisses: ['flask.debughelpers'],
  },
  'node-stack': {
    leaks: [
      '<pre>Error: Failed to lookup view<br> &nbsp; &nbsp;at Function.render (/app/node_modules/express/lib/application.js:597:17)',
      'TypeError: x is not a function\n    at /app/server.js:10:3',
    ],
    nearMisses: ['Error: not found', '<pre>Cannot GET /gonogo</pre>', 'SyntaxError: at least one value'],
  },
  'php-error': {
    leaks: [
      '<b>Fatal error</b>:  Uncaught Error: x in <b>/var/www/html/index.php</b> on line <b>3</b>',
      'Warning: include(x): failed to open stream in /var/www/a.php on line 12',
    ],
    nearMisses: ['Warning: stock is low', 'Notice: in 3 days we are closed on line two'],
  },
  'java-stack': {
    leaks: [
      'java.lang.NullPointerException\n\tat com.example.Shop.find(Shop.java:42)',
      '    at jdk.internal.reflect.Reflect.invoke(Native Method)',
    ],
    nearMisses: ['Meet us at java.example(Main street)', 'look at Shop.java:42'],
  },
  'dotnet-stack': {
    leaks: ["<title>Object reference not set</title><body>Server Error in '/' Application.<hr>"],
    nearMisses: ['Server Error in our Application'],
  },
  'ruby-stack': {
    leaks: ['<h1>ActionController::RoutingError</h1>', 'Rails.root: /srv/shop'],
    nearMisses: ['We hire Rails developers'],
  },
  'go-panic': { leaks: ['panic: x\n\ngoroutine 18 [running]:\nmain.main()'], nearMisses: ['a goroutine 18 times'] },
  'sql-error': {
    leaks: [
      '(psycopg2.errors.SyntaxError) unterminated quoted string at or near "\'"',
      'sqlalchemy.exc.ProgrammingError: x',
      'You have an error in your SQL syntax; check the manual that corresponds',
      'SQLSTATE[42000]: Syntax error',
      'ORA-00933: SQL command not properly ended',
    ],
    nearMisses: ['Learn SQL syntax today', 'SQLSTATE is a standard', 'Order ORA-1234'],
  },
  'file-path': {
    leaks: [
      'Not found: /srv/shop/templates/index.py',
      "No such file: '/var/www/shop/data.sqlite3'",
      'open /home/deploy/shop/.env',
    ],
    nearMisses: [
      '<script src="/srv/app.js"></script>',
      '<a href="/home/shop/index.php">',
      'https://cdn.example/opt/app.js',
      'Visit /home for more',
    ],
  },
  'nginx-version': {
    leaks: ['<hr><center>nginx/1.22.1</center>', '<hr><center>nginx/1.18.0 (Ubuntu)</center>'],
    nearMisses: ['<hr><center>nginx</center>'],
  },
  'apache-version': {
    leaks: ['<address>Apache/2.4.57 (Debian) Server at shop.example Port 443</address>'],
    nearMisses: ['<address>Apache Server at shop.example Port 443</address>'],
  },
  'tomcat-version': { leaks: ['<h3>Apache Tomcat/9.0.43 (Debian)</h3>'], nearMisses: ['<h3>Apache Tomcat</h3>'] },
  'passwd-file': { leaks: ['root:x:0:0:root:/root:/bin/bash'], nearMisses: ['The root: it holds the plant'] },
};

describe('leak patterns', () => {
  test.each(leakIds)('%s is found in its own text', (id) => {
    for (const text of cases[id].leaks) expect(findLeaks(text)).toContain(id);
  });
  test.each(leakIds)('%s is not found in what resembles it', (id) => {
    for (const text of cases[id].nearMisses) expect(findLeaks(text), text).not.toContain(id);
  });
  test('reads a hostile megabyte without hanging', () => {
    for (const piece of ['Error: ', ' in /', '/srv/', 'File "', '<title>', 'at a.', 'Warning: x in /', '\n ']) {
      findLeaks(piece.repeat(Math.floor((1024 * 1024) / piece.length)));
    }
  }, 20_000);
});
