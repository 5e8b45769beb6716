/**
 * What error pages give away, by product. Each pattern is as narrow as the product's own text allows, because a page that
 * merely talks about tracebacks leaks nothing. None can backtrack: bodies of 1 MiB come from strangers.
 */
export interface LeakPattern {
  id: string;
  /** What a reader is told was found. */
  says: string;
  pattern: RegExp;
}

export const leakPatterns = [
  {
    id: 'werkzeug-debugger',
    says: "Werkzeug's interactive debugger",
    pattern: /\bEVALEX(?:_TRUSTED)?\s*=\s*(?:true|false)|<title>[^<\n]{0,300}\/\/ Werkzeug Debugger<\/title>/,
  },
  {
    id: 'python-traceback',
    says: 'a Python stack trace',
    pattern:
      /Traceback \(most recent call last\):|^[ \t]{0,40}File (?:"|&#34;|&quot;)[^"\n]{1,300}(?:"|&#34;|&quot;), line \d+, in /m,
  },
  {
    id: 'django-debug',
    says: "Django's debug page",
    pattern: /You(?:'|&#x27;|&#39;)re seeing this error because you have <code>DEBUG = True<\/code>/,
  },
  {
    id: 'flask-debug',
    says: "Flask's debug page for a missing form field or a lost POST",
    pattern: /\bDebugFilesKeyError\b|\bFormDataRoutingRedirect\b/,
  },
  {
    id: 'node-stack',
    says: 'a Node.js stack trace',
    pattern:
      /^(?:<pre>)?(?:[A-Z][A-Za-z]*)?Error: [^\n]{0,500}(?:\n|<br>)(?:[ \t]|&nbsp;){1,20}at [^\n]{1,200}:\d+:\d+/m,
  },
  {
    id: 'php-error',
    says: 'a PHP error with a file path',
    pattern:
      /(?:Fatal error|Parse error|Warning|Notice|Deprecated)(?:<\/b>)?:\s{1,3}[^\n]{1,200} in (?:<b>)?\/[\w.@+/-]{1,200}(?:<\/b>)? on line (?:<b>)?\d+/,
  },
  {
    id: 'java-stack',
    says: 'a Java stack trace',
    pattern:
      /^[ \t]{0,40}at [a-zA-Z_$][\w$.]{1,200}\.[\w$<>]{1,100}\((?:[A-Za-z_$][\w$]{0,100}\.(?:java|kt|scala):\d+|Native Method|Unknown Source)\)/m,
  },
  {
    id: 'dotnet-stack',
    says: 'an ASP.NET error page',
    pattern:
      /<title>[^<\n]{0,300}<\/title>[\s\S]{0,2000}Server Error in (?:'|&#39;)[^'\n]{0,100}(?:'|&#39;) Application/,
  },
  {
    id: 'ruby-stack',
    says: 'a Ruby on Rails error page',
    pattern: /<h1>[^<\n]{0,200}(?:RoutingError|ActiveRecord::|ActionController::)|Rails\.root: \//,
  },
  {
    id: 'go-panic',
    says: 'a Go stack trace',
    pattern: /^goroutine \d+ \[[a-z ,0-9]{1,60}\]:$/m,
  },
  {
    id: 'sql-error',
    says: "a database's error message",
    pattern:
      /\b(?:psycopg2?\.errors\.\w+|sqlalchemy\.exc\.\w+|sqlite3\.(?:Operational|Integrity|Programming)Error|pymysql\.err\.\w+|ORA-\d{5}: |SQLSTATE\[\w{5}\]|PG::\w+Error)|You have an error in your SQL syntax; check the manual|ERROR:\s{1,2}syntax error at or near |unterminated quoted string at or near /,
  },
  {
    id: 'file-path',
    says: "a path of the server's file system",
    // Not behind a quote alone: `src="/srv/app.js"` is an address of the site.
    pattern:
      /(?:^|[\s>(;]|: ["'])\/(?:home|srv|opt|root|usr\/lib\/python3|usr\/local\/lib|var\/www)\/[\w.@+/-]{1,200}\.(?:py|js|mjs|ts|php|rb|java|go|jar|sqlite3?|db|log|env)\b/m,
  },
  {
    id: 'nginx-version',
    says: "nginx's version on its error page",
    pattern: /<hr><center>(?:nginx|openresty)\/[\d.]{1,20}(?: \([A-Za-z]{1,20}\))?<\/center>/,
  },
  {
    id: 'apache-version',
    says: "Apache's version on its error page",
    pattern: /<address>Apache\/[\d.]{1,20}[^<\n]{0,200} Server at /,
  },
  {
    id: 'tomcat-version',
    says: "Tomcat's version on its error page",
    pattern: /<h3>Apache Tomcat\/[\d.]{1,20}/,
  },
  {
    id: 'passwd-file',
    says: 'the file /etc/passwd',
    pattern: /^root:[^:\n]{0,100}:0:0:/m,
  },
] as const satisfies readonly LeakPattern[];

export type LeakId = (typeof leakPatterns)[number]['id'];
export const leakIds = leakPatterns.map(({ id }) => id) as [LeakId, ...LeakId[]];

/** The ids of what the text gives away. The text itself goes no further. */
export const findLeaks = (text: string): LeakId[] =>
  leakPatterns.filter(({ pattern }) => pattern.test(text)).map(({ id }) => id);

export const sayLeak = (id: string): string => leakPatterns.find((leak) => leak.id === id)?.says ?? id;

/** Versions of the server itself: told as a banner, not as a leak of the application. */
export const isBannerLeak = (id: string): boolean => id.endsWith('-version');
