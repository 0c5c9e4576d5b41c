using Harvester.Core.Model;

namespace Harvester.Storage;

/// <summary>
/// The plain text filter, the same for every store: a text occurs in the title, the description, a keyword, an address or the source's own id,
/// without regard to case. It looks at documents one by one, so that writing keeps no second copy of all texts; search proper is the search index's work.
/// </summary>
internal static class TextMatch
{
    public static bool Matches(Dataset dataset, string text) =>
        In(dataset.Title, text)
        || In(dataset.Description, text)
        || (dataset.Keywords?.Values.Any(words => words.Any(word => In(word, text))) ?? false)
        || In(dataset.LandingPage, text)
        || In(dataset.Provenance.RecordUrl, text)
        || In(dataset.Provenance.RecordId, text)
        || dataset.Distributions.Any(file => In(file.AccessUrl, text) || In(file.DownloadUrl, text));

    public static bool Matches(RunProblem problem, string text) =>
        In(problem.RecordId, text) || In(problem.RecordUrl, text) || In(problem.Problem.Value, text) || In(problem.Problem.Detail, text);

    private static bool In(IReadOnlyDictionary<string, string>? texts, string text) =>
        texts is not null && texts.Values.Any(value => In(value, text));

    private static bool In(string? value, string text) => value is not null && value.Contains(text, StringComparison.OrdinalIgnoreCase);
}
