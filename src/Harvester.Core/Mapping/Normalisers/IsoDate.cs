using System.Globalization;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>ISO 8601 calendar dates and times as catalogues write them (XML Schema 1.1 part 2, sections 3.3.7 to 3.3.14), read without allocation.</summary>
internal static class IsoDate
{
    internal static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    internal static string Format(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Reads <c>yyyy-MM-dd</c> and <c>yyyy-MM-ddTHH:mm[:ss[.f]][zone]</c> (a space for the T, too); null when the text is none, or impossible.</summary>
    internal static DateReading? Read(ReadOnlySpan<char> s, DateZone zone)
    {
        if (s.Length < 10 || s[4] != '-' || s[7] != '-'
            || !Digits(s[..4], out var year) || !Digits(s.Slice(5, 2), out var month) || !Digits(s.Slice(8, 2), out var day)
            || !IsDay(year, month, day))
            return null;
        var date = new DateOnly(year, month, day);
        if (s.Length == 10 || (IsZone(s[10..]) && s[10] != ' '))
            return DateReading.Day(date);
        if (s[10] is not ('T' or ' ' or 't'))
            return null;
        return Time(date, s[11..], zone);
    }

    /// <summary>A day and a time of day such as <c>09:05</c>, <c>09:05:00.123Z</c>, <c>24:00</c>; null when it is impossible.</summary>
    internal static DateReading? Time(DateOnly date, ReadOnlySpan<char> time, DateZone zone)
    {
        if (time.Length < 5 || time[2] != ':' || !Digits(time[..2], out var hour) || !Digits(time.Slice(3, 2), out var minute))
            return null;
        var rest = time[5..];
        ReadOnlySpan<char> seconds = [];
        var second = 0;
        if (rest.Length >= 3 && rest[0] == ':')
        {
            if (!Digits(rest.Slice(1, 2), out second))
                return null;
            var end = 3;
            if (rest.Length > 4 && rest[3] is '.' or ',')
            {
                end = 4;
                while (end < rest.Length && char.IsAsciiDigit(rest[end]))
                    end++;
                if (end == 4)
                    return null;
            }

            seconds = rest[..end];
            rest = rest[end..];
        }

        rest = rest.Trim();
        if (!(rest.IsEmpty || IsZone(rest)) || minute > 59 || second > 59 || hour > 24 || (hour == 24 && (minute > 0 || second > 0)))
            return null;
        if (hour == 24)
        {
            if (date == DateOnly.MaxValue)
                return null;
            date = date.AddDays(1);
            hour = 0;
        }

        var value = string.Create(CultureInfo.InvariantCulture, $"{date:O}T{hour:D2}:{minute:D2}{seconds}{Zone(rest, zone)}");
        return new DateReading { Value = value.Replace(',', '.'), First = date, Last = date };
    }

    /// <summary>The instant at which an ISO value begins, for comparing; dates without a time begin at midnight in Japan.</summary>
    internal static DateTimeOffset SortKey(string value)
    {
        if (value.Length > 10 && UsualInstant(value) is { } usual)
            return usual;
        if (value.Length > 10
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            return instant;
        var year = int.Parse(value.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var month = value.Length >= 7 ? int.Parse(value.AsSpan(5, 2), CultureInfo.InvariantCulture) : 1;
        var day = value.Length >= 10 ? int.Parse(value.AsSpan(8, 2), CultureInfo.InvariantCulture) : 1;
        // Year 1 would begin before the first instant in Japan's zone; the readers refuse years before 1600.
        return new DateTimeOffset(Math.Max(year, 2), month, Math.Min(day, DateTime.DaysInMonth(year, month)), 0, 0, 0, Japan);
    }

    /// <summary><c>2026-03-26T05:13:32.111110Z</c> and <c>2026-03-26T05:13:32+09:00</c>, as nearly all stamps are once they were read; null for anything else.</summary>
    private static DateTimeOffset? UsualInstant(ReadOnlySpan<char> s)
    {
        if (s.Length < 20 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':'
            || !Digits(s[..4], out var year) || !Digits(s.Slice(5, 2), out var month) || !Digits(s.Slice(8, 2), out var day)
            || !Digits(s.Slice(11, 2), out var hour) || !Digits(s.Slice(14, 2), out var minute) || !Digits(s.Slice(17, 2), out var second)
            || year is < 2 or > 9998 || !IsDay(year, month, day) || hour > 23 || minute > 59 || second > 59)
            return null;
        var zone = s[19..];
        var ticks = 0;
        if (zone[0] == '.')
        {
            var digits = zone[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 7 || !Digits(zone.Slice(1, digits), out ticks))
                return null;
            for (var i = digits; i < 7; i++)
                ticks *= 10;
            zone = zone[(digits + 1)..];
        }

        var offset = TimeSpan.Zero;
        if (zone is not "Z")
        {
            if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':' || !Digits(zone.Slice(1, 2), out var hours) || !Digits(zone[4..], out var minutes) || hours > 13 || minutes > 59)
                return null;
            offset = new TimeSpan(zone[0] == '-' ? -hours : hours, zone[0] == '-' ? -minutes : minutes, 0);
        }

        return new DateTimeOffset(year, month, day, hour, minute, second, offset).AddTicks(ticks);
    }

    internal static bool IsDay(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static string Zone(ReadOnlySpan<char> stated, DateZone zone)
    {
        if (stated.IsEmpty)
            return zone == DateZone.System ? "Z" : "+09:00";
        if (stated[0] is 'Z' or 'z')
            return "Z";
        if (stated is "+09:00")
            return "+09:00";
        var sign = stated[0] == '+' ? '+' : '-';
        var digits = stated[1..];
        return $"{sign}{digits[..2]}:{(digits.Length >= 4 ? digits[^2..] : "00")}";
    }

    private static bool IsZone(ReadOnlySpan<char> s)
    {
        if (s is "Z" or "z")
            return true;
        if (s.Length is not (3 or 5 or 6) || s[0] is not ('+' or '-') || !Digits(s.Slice(1, 2), out var hours) || hours > 14)
            return false;
        return s.Length == 3 || ((s.Length == 5 || s[3] == ':') && Digits(s[^2..], out var minutes) && minutes < 60);
    }

    private static bool Digits(ReadOnlySpan<char> s, out int number)
    {
        number = 0;
        foreach (var c in s)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = (number * 10) + c - '0';
        }

        return true;
    }
}
