using System.Text.RegularExpressions;
using Harvester.Core.Assessment;
using Harvester.Core.Model;

namespace Harvester.Web.Pages.Duplicates;

/// <summary>What speaks for two datasets being related, in both languages: <see cref="Relation.Evidence"/> is kept in English, in the few sentences of <c>PairScore</c> and <c>Examination</c>.</summary>
internal static partial class EvidenceWords
{
    /// <summary>The Japanese of a sentence that is not known is the English one.</summary>
    public static Bilingual Of(string evidence) => new(Japanese(evidence) ?? evidence, evidence);

    private static string? Japanese(string evidence)
    {
        var parts = evidence.Split("; ").Select(Part).ToArray();
        return Array.Exists(parts, part => part is null) ? null : string.Concat(parts);
    }

    private static string? Part(string part) => part switch
    {
        "the same page, title and publisher" => "ページ・タイトル・提供者が同じです。",
        "one of the two names no file" => "一方にはファイルの記載がありません。",
        "the titles agree" => "タイトルが一致しています。",
        "the titles are alike" => "タイトルが似ています。",
        "the titles differ" => "タイトルは異なります。",
        "the titles name two editions" => "タイトルは別の版を示しています。",
        "two records of one source have this title" => "同じソースの2つの記録がこのタイトルです。",
        "the publishers differ" => "提供者が異なります。",
        "kept apart: another record of its source fits better, or a person said so" => "同じソースの別の記録のほうが近いか、担当者の判断により、別のデータとしています。",
        _ => Held(part) ?? Files(part),
    };

    private static string? Held(string part) => HeldPattern().Match(part) is not { Success: true } held ? null
        : held.Groups["its"].Success
            ? $"相手の{held.Groups["n"]}ファイルはすべて、こちらの{held.Groups["m"]}ファイルに含まれます（{Ways(held.Groups["how"].Value)}が同じ）。"
            : $"こちらの{held.Groups["n"]}ファイルはすべて、相手の{held.Groups["m"]}ファイルに含まれます（{Ways(held.Groups["how"].Value)}が同じ）。";

    private static string? Files(string part) => FilesPattern().Match(part) is not { Success: true } files ? null
        : $"{files.Groups["m"]}ファイルのうち{files.Groups["n"]}ファイルは{Way(files.Groups["way"].Value)}が同じです"
            + string.Concat(files.Groups["nn"].Captures.Zip(files.Groups["ways"].Captures, (count, way) => $"（ほかに{count}ファイルは{Way(way.Value)}が同じ）")) + "。";

    private static string Ways(string how) => string.Join("または", how.Split(" or ").Select(Way));

    private static string Way(string way) => way switch { "address" => "URL", "content" => "内容", _ => "ファイル名" };

    [GeneratedRegex(@"^(?:(?<its>all its files) \((?<n>\d+)\) are among the (?<m>\d+) here|all files here \((?<n>\d+)\) are among its (?<m>\d+)): the same (?<how>(?:address|content|file name)(?: or (?:address|content|file name))*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex HeldPattern();

    [GeneratedRegex(@"^(?<n>\d+) of (?<m>\d+) files? ha(?:s|ve) the same (?<way>address|content|name)(?:, (?<nn>\d+) the same (?<ways>address|content|name))*$", RegexOptions.ExplicitCapture)]
    private static partial Regex FilesPattern();
}
