<?php
/* What the example programs share: the day, and failures told as the C examples tell them. */
declare(strict_types=1);

use Tthcplan\TthcException;

require_once __DIR__ . '/Tthcplan.php';

/** The library never reads the clock: the program does. */
function todayInVietnam(): string
{
    return (new DateTimeImmutable('now', new DateTimeZone('Asia/Ho_Chi_Minh')))->format('Y-m-d');
}

/** Says what failed, at which file, and where in the document. */
function tell(TthcException $e, ?string $what = null): void
{
    fwrite(STDERR, ($what === null ? '' : "$what: ") . "{$e->getMessage()}\n");
    if ($e->documentLine > 0) {
        fwrite(STDERR, "  tại $e->path, dòng $e->documentLine, cột $e->documentColumn\n");
    }
}

/**
 * The options and the files of a command line. Ends the program, telling how it is used, when it cannot be understood.
 * @param array<string, bool> $options whether each takes a value: ['--as-of' => true, '--json' => false]
 * @return array{array<string, string|true|null>, list<string>} options that are not given are null
 */
function commandLine(string $usage, array $options, int $leastFiles = 1, int $mostFiles = 1): array
{
    $words = array_slice($_SERVER['argv'], 1);
    $given = array_fill_keys(array_keys($options), null);
    $files = [];
    while ($words !== []) {
        $word = array_shift($words);
        if (isset($options[$word]) && (!$options[$word] || $words !== [])) {
            $given[$word] = $options[$word] ? array_shift($words) : true;
        } elseif (!str_starts_with($word, '-')) {
            $files[] = $word;
        } else {
            $files = [];
            break;
        }
    }
    if (count($files) < $leastFiles || count($files) > $mostFiles) {
        fwrite(STDERR, "$usage\n");
        exit(2);
    }
    return [$given, $files];
}

/** Writes the new log beside the old one, before any letter goes out that could not be noted. */
function writeLog(string $path, string $text): void
{
    $file = @fopen("$path.new", 'wb');
    if (!$file || fwrite($file, $text) !== strlen($text) || !fsync($file)) {
        fwrite(STDERR, "$path: không ghi được nhật ký\n");
        exit(1);
    }
}
