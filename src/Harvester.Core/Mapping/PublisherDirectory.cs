using System.Collections.Frozen;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Mapping;

/// <summary>Finds the body behind an organisation id or a name; exact matches only.</summary>
public sealed class PublisherDirectory
{
    private readonly FrozenDictionary<string, Municipality> byCode;
    private readonly FrozenDictionary<string, Municipality> byName;
    private readonly FrozenDictionary<string, Municipality> listed;
    private readonly (string Prefix, Municipality Body)[] offices;
    private readonly PublisherRules rules;

    /// <exception cref="ArgumentException">A rule names a code that is not in the table.</exception>
    public PublisherDirectory(IReadOnlyList<Municipality> municipalities, PublisherRules rules)
    {
        Municipalities = municipalities;
        this.rules = rules;
        byCode = municipalities.ToFrozenDictionary(body => body.Code, StringComparer.Ordinal);
        // 豊島区 and 利島村 are both Toshima: a name that two bodies share names neither.
        byName = municipalities.SelectMany(Names, (body, name) => (body, name)).Distinct().GroupBy(pair => pair.name, StringComparer.Ordinal)
            .Where(bodies => bodies.Count() == 1)
            .ToFrozenDictionary(bodies => bodies.Key, bodies => bodies.Single().body, StringComparer.Ordinal);
        listed = rules.Organisations.ToFrozenDictionary(rule => Text.Comparable(rule.Key), rule => Known(rule.Value), StringComparer.Ordinal);
        offices = [.. rules.OfficePrefixes.Select(rule => (rule.Key, Known(rule.Value)))];
    }

    public IReadOnlyList<Municipality> Municipalities { get; }

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
        foreach (var prefix in rules.CodePrefixes)
        {
            if (id.Length == prefix.Length + 6 && id.StartsWith(prefix, StringComparison.Ordinal) && byCode.TryGetValue(id[prefix.Length..], out body))
                return (body, false);
        }

        foreach (var (prefix, office) in offices)
        {
            if (id.StartsWith(prefix, StringComparison.Ordinal) && id.AsSpan(prefix.Length).Length == 3 && id.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0)
                return (office, true);
        }

        return (byCode.GetValueOrDefault(id) ?? ByName(id).Body, false);
    }

    /// <summary>The body of a name: 港区, 東京都港区, Minato City, minato-ku; 東京都福祉局 is an office of 東京都.</summary>
    public (Municipality? Body, bool IsOffice) ByName(string name)
    {
        if (byName.TryGetValue(name, out var body) || byName.TryGetValue(Text.Comparable(name), out body))
            return (body, false);
        var plain = Text.ToNfkc(name).Trim();
        foreach (var municipality in Municipalities)
        {
            if (plain.Length > municipality.Name.Length + 1 && plain.StartsWith(municipality.Name, StringComparison.Ordinal)
                && rules.OfficeEndings.Any(ending => plain.EndsWith(ending, StringComparison.Ordinal)))
                return (municipality, true);
        }

        return (listed.GetValueOrDefault(Text.Comparable(name)), false);
    }

    private Municipality Known(string code) => byCode.GetValueOrDefault(code)
        ?? throw new ArgumentException($"The code {code} of the publisher rules is not in the table of municipalities.", nameof(code));

    private static IEnumerable<string> Names(Municipality body)
    {
        yield return body.Name;
        if (body.Kind == "prefecture")
            yield break;
        yield return "東京都" + body.Name;
        var english = Text.Comparable(body.EnglishName);
        yield return english;
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
