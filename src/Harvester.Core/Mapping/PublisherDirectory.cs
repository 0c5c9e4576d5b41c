using System.Collections.Frozen;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Mapping;

/// <summary>Finds the body behind an organisation id, a record's id or a name; exact matches only, but for offices named after their body.</summary>
public sealed class PublisherDirectory
{
    private readonly FrozenDictionary<string, Municipality> byCode;
    private readonly FrozenDictionary<string, Municipality> byName;
    private readonly FrozenDictionary<string, Municipality> listed;
    private readonly (string Prefix, Municipality Body)[] offices;
    private readonly (string Name, Municipality Body)[] longestFirst;
    private readonly FrozenSet<Municipality> elsewhere;

    /// <exception cref="ArgumentException">A rule names a code that is not in the table.</exception>
    public PublisherDirectory(IReadOnlyList<Municipality> municipalities, PublisherRules rules)
    {
        Municipalities = municipalities;
        Rules = rules;
        byCode = municipalities.ToFrozenDictionary(body => body.Code, StringComparer.Ordinal);
        // 豊島区 and 利島村 are both Toshima: a name that two bodies share names neither.
        byName = municipalities.SelectMany(Names, (body, name) => (body, name)).Distinct().GroupBy(pair => pair.name, StringComparer.Ordinal)
            .Where(bodies => bodies.Count() == 1)
            .ToFrozenDictionary(bodies => bodies.Key, bodies => bodies.Single().body, StringComparer.Ordinal);
        listed = rules.Organisations.ToFrozenDictionary(rule => Text.Comparable(rule.Key), rule => Known(rule.Value), StringComparer.Ordinal);
        offices = [.. rules.OfficePrefixes.Select(rule => (rule.Key, Known(rule.Value)))];
        longestFirst = [.. municipalities.SelectMany(body => BodyName.Spellings(body.Name), (body, name) => (name, body)).OrderByDescending(pair => pair.name.Length)];
        elsewhere = rules.NamesElsewhere.Select(name => municipalities.FirstOrDefault(body => body.Name == name)
            ?? throw new ArgumentException($"The name {name} of the publisher rules is not in the table of municipalities.", nameof(rules))).ToFrozenSet();
    }

    public IReadOnlyList<Municipality> Municipalities { get; }

    /// <summary>How an id or name leads to one of them.</summary>
    public PublisherRules Rules { get; }

    /// <summary>The body of a code: six digits, or five without the check digit; null when unknown.</summary>
    public Municipality? ByCode(string code)
    {
        if (byCode.TryGetValue(code, out var body))
            return body;
        var digits = Text.ToNfkc(code).Trim();
        return byCode.GetValueOrDefault(digits)
            ?? (digits.Length == 5 && digits.All(char.IsAsciiDigit) ? Municipalities.FirstOrDefault(one => one.Code.StartsWith(digits, StringComparison.Ordinal)) : null);
    }

    /// <summary>The body of an organisation id; <c>IsOffice</c> when the id is one of its bureaus.</summary>
    public (Municipality? Body, bool IsOffice) ByOrganisation(string id)
    {
        if (listed.Count > 0 && listed.TryGetValue(Text.Comparable(id), out var body))
            return (body, false);
        return ByPrefix(Text.ToNfkc(id).Trim()) is { Body: not null } found ? found : (byCode.GetValueOrDefault(id) ?? ByName(id).Body, false);
    }

    /// <summary>The body whose organisation id a record's id begins with: <c>t131032d0000000271</c>.</summary>
    public (Municipality? Body, bool IsOffice) ByRecordId(string id)
    {
        foreach (var separator in Rules.RecordSeparators)
        {
            if (id.LastIndexOf(separator, StringComparison.OrdinalIgnoreCase) is var at and > 0
                && id.AsSpan(at + separator.Length) is { Length: > 0 } number && number.IndexOfAnyExceptInRange('0', '9') < 0
                && ByPrefix(id[..at]) is { Body: not null } found)
                return found;
        }

        return default;
    }

    /// <summary>The body of a name: 港区, 東京都港区, 港区役所, Minato City, minato-ku; 東京都福祉局 is an office of 東京都.</summary>
    public (Municipality? Body, bool IsOffice) ByName(string name)
    {
        if (byName.TryGetValue(name, out var body) || byName.TryGetValue(Text.Comparable(name), out body))
            return (body, false);
        var (found, office) = ByOffice(name);
        return found is not null ? (found, office!.Length > 0) : (listed.GetValueOrDefault(Text.Comparable(name)), false);
    }

    /// <summary>The body that a text begins with and the office that follows: 西東京市 and 企画部情報推進課; no office for 港区 and 港区役所.</summary>
    public (Municipality? Body, string? Office) ByOffice(string text)
    {
        var plain = Text.ToNfkc(text).Trim();
        foreach (var (name, body) in longestFirst)
        {
            if (BodyName.After(plain, name) is not { } rest)
                continue;
            if (rest.Length == 0)
                return (body, "");
            if (OfficeName.Of(name, rest, Rules.OfficeEndings) is { } office)
                return (body, office);
        }

        return default;
    }

    /// <summary>
    /// The body that a text names as a place: its name, code or IRI of the statistical area codes (…/sac/C13103), or an address that begins
    /// with 東京都 and its name. Names that exist elsewhere, too, need 東京都 before them or <paramref name="inTokyo"/>.
    /// </summary>
    public Municipality? ByPlace(string text, bool inTokyo)
    {
        var plain = Text.ToNfkc(text).Trim();
        if (ByCode(AreaCode.Of(plain) ?? plain) is { } coded)
            return coded;
        if (plain.StartsWith(BodyName.Metropolis, StringComparison.Ordinal) && plain.Length > BodyName.Metropolis.Length)
        {
            var rest = plain[BodyName.Metropolis.Length..].Trim();
            foreach (var county in (ReadOnlySpan<string>)["西多摩郡", "北多摩郡"])
                rest = rest.StartsWith(county, StringComparison.Ordinal) ? rest[county.Length..] : rest;
            var (name, named) = longestFirst.FirstOrDefault(pair => BodyName.After(rest, pair.Name) is not null);
            // A list of places is none of them: 東京都港区、新宿区.
            return named is null || longestFirst.Any(pair => pair.Body != named && rest.IndexOf(pair.Name, name.Length, StringComparison.Ordinal) is var at and > 0 && "、,・/;と び".Contains(rest[at - 1], StringComparison.Ordinal)) ? null : named;
        }

        return ByName(text) is { IsOffice: false, Body: { } body } && (inTokyo || !elsewhere.Contains(body)) ? body : null;
    }

    private (Municipality? Body, bool IsOffice) ByPrefix(string id)
    {
        foreach (var prefix in Rules.CodePrefixes)
        {
            if (id.Length - prefix.Length is 5 or 6 && id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && ByCode(id[prefix.Length..]) is { } body)
                return (body, false);
        }

        foreach (var (prefix, office) in offices)
        {
            if (id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && id.Length == prefix.Length + 3 && id.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0)
                return (office, true);
        }

        return default;
    }

    private Municipality Known(string code) => byCode.GetValueOrDefault(code)
        ?? throw new ArgumentException($"The code {code} of the publisher rules is not in the table of municipalities.", nameof(code));

    private static IEnumerable<string> Names(Municipality body)
    {
        yield return body.Name;
        var english = Text.Comparable(body.EnglishName);
        yield return english;
        if (body.Kind == "prefecture")
            yield break;
        yield return BodyName.Metropolis + body.Name;
        var stem = english.Split(' ')[0];
        yield return stem;
        var kinds = body.Kind switch
        {
            "ward" => ["ku", "city"],
            "city" => ["shi", "city"],
            "town" => ["machi", "town", "cho"],
            _ => (string[])["mura", "village"],
        };
        foreach (var kind in kinds)
        {
            yield return stem + kind;
            yield return $"{stem}-{kind}";
            yield return $"{kind}-{stem}";
        }
    }
}
