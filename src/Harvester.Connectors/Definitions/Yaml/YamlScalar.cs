using System.Globalization;
using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions.Yaml;

/// <summary>
/// A plain or quoted text. No type is guessed from its looks (YAML 1.2.2, section 10 is not applied): the reader of a key says what it
/// wants. Each <c>As…</c> reports what it cannot read and gives null.
/// </summary>
public sealed partial class YamlScalar : YamlNode
{
    private static readonly string[] Ambiguous = ["yes", "no", "on", "off"];
    private static readonly string[] NullWords = ["", "~", "null"];

    internal YamlScalar(YamlPlace place, string text, bool isPlain)
        : base(place)
    {
        Text = text;
        IsPlain = isPlain;
    }

    /// <summary>The text as it stands, unresolved: <c>007</c> stays <c>007</c>.</summary>
    public string Text { get; }

    /// <summary>True without quotes.</summary>
    public bool IsPlain { get; }

    /// <summary>A key without a value, <c>~</c> or <c>null</c>.</summary>
    public bool IsEmpty => IsPlain && NullWords.Contains(Text, StringComparer.OrdinalIgnoreCase);

    public string? AsText()
    {
        if (!HasValue())
            return null;
        if (IsPlain && Text is ("true" or "false"))
        {
            Report($"expected a text; write \"{Text}\" in quotes if that word is meant");
            return null;
        }

        if (!string.IsNullOrWhiteSpace(Text))
            return Text;
        Report("the text is blank");
        return null;
    }

    public bool? AsBool()
    {
        if (!HasValue())
            return null;
        if (IsPlain && Text is ("true" or "false"))
            return Text == "true";
        Report($"expected true or false without quotes, found {Shown}");
        return null;
    }

    public long? AsInteger(long min, long max)
    {
        if (!HasValue())
            return null;
        if (Digits().IsMatch(Text) && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        Report($"expected a whole number from {min} to {max}, found {Shown}");
        return null;
    }

    /// <summary><c>500ms</c>, <c>1s</c>, <c>1.5s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, above zero unless <paramref name="zeroAllowed"/> (<c>0s</c>).</summary>
    public TimeSpan? AsDuration(bool zeroAllowed = false)
    {
        if (!HasValue())
            return null;
        if (Quantity(DurationPattern()) is var (amount, unit))
        {
            var milliseconds = amount * unit switch
            {
                "ms" => 1m,
                "s" => 1_000m,
                "m" => 60_000m,
                "h" => 3_600_000m,
                _ => 86_400_000m,
            };
            if (milliseconds <= 366 * 86_400_000m && (milliseconds > 0 || zeroAllowed))
                return TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        }

        Report($"expected a duration such as 500ms, 1s, 60s, 5m, 2h or 1d, found {Shown}");
        return null;
    }

    /// <summary>Number of bytes from <c>64MB</c>, <c>512KB</c>, <c>1GB</c> (binary, 1 KB = 1024 bytes) or <c>100B</c>.</summary>
    public long? AsBytes()
    {
        if (!HasValue())
            return null;
        if (Quantity(BytesPattern()) is var (amount, unit))
        {
            var bytes = amount * unit switch
            {
                "B" => 1m,
                "KB" => 1L << 10,
                "MB" => 1L << 20,
                _ => 1L << 30,
            };
            if (bytes is > 0 and <= 1L << 40 && bytes == decimal.Truncate(bytes))
                return (long)bytes;
        }

        Report($"expected a size such as 512KB, 64MB or 1GB, found {Shown}");
        return null;
    }

    /// <summary>0 to 1, from <c>0%</c> to <c>100%</c>.</summary>
    public double? AsPercent()
    {
        if (!HasValue())
            return null;
        if (Quantity(PercentPattern()) is var (amount, _) && amount <= 100)
            return (double)(amount / 100);
        Report($"expected a share such as 10%, from 0% to 100%, found {Shown}");
        return null;
    }

    /// <summary>A date <c>2026-09-30</c>.</summary>
    public DateOnly? AsDate()
    {
        if (!HasValue())
            return null;
        if (DateOnly.TryParseExact(Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Report($"expected a date such as 2026-09-30, found {Shown}");
        return null;
    }

    /// <summary>An absolute http or https address without user name, password or key: secrets never stand in a file.</summary>
    public Uri? AsUri()
    {
        if (AsText() is not { } text)
            return null;
        if (text.Any(char.IsWhiteSpace) || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            Report($"expected an address that begins with https:// or http://, found {Shown}");
            return null;
        }

        // The value is not repeated in these two messages: it is, or may be, a secret.
        if (uri.UserInfo.Length > 0)
        {
            Report("an address must not carry a user name or password; name the header in http.secret-header and keep its value in the environment");
            return null;
        }

        if (!SecretParameter().IsMatch(uri.Query))
            return uri;
        Report("an address must not carry a key, token or password; name the header in http.secret-header and keep its value in the environment");
        return null;
    }

    internal string Shown => Text.Length <= 60 ? $"'{Text}'" : $"'{Text[..60]}…'";

    internal bool HasValue()
    {
        if (IsBroken)
            return false;
        if (IsEmpty)
        {
            Report("has no value; give one or remove the key");
            return false;
        }

        if (!IsPlain || !Ambiguous.Contains(Text, StringComparer.OrdinalIgnoreCase))
            return true;
        // YAML 1.1 readers take these four for booleans, YAML 1.2 readers for text (the Norway problem).
        Report($"'{Text}' is a boolean to some YAML readers and text to others; write true or false, or \"{Text}\" in quotes");
        return false;
    }

    private (decimal Amount, string Unit)? Quantity(Regex pattern) =>
        pattern.Match(Text) is { Success: true } match
        && decimal.TryParse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? (amount, match.Groups[2].Value)
            : null;

    [GeneratedRegex(@"\A-?[0-9]{1,18}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A([0-9]{1,9}(?:\.[0-9]{1,3})?)(ms|s|m|h|d)\z")]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"\A([0-9]{1,9}(?:\.[0-9]{1,3})?)(B|KB|MB|GB)\z")]
    private static partial Regex BytesPattern();

    [GeneratedRegex(@"\A([0-9]{1,3}(?:\.[0-9]{1,6})?)(%)\z")]
    private static partial Regex PercentPattern();

    [GeneratedRegex("[?&](?:[a-z]+[-_]?)?(?:api[-_]?key|token|secret|password|passwd|signature)=", RegexOptions.IgnoreCase)]
    private static partial Regex SecretParameter();
}
