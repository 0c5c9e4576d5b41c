using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>What is said of a dataset, from its words and from what is kept of its file's header: the same for the same.</summary>
public sealed class Verdict(HeaderJudge judge)
{
    private const string NotKnown = "the columns of this standard dataset are not known";

    /// <param name="state">Null: the dataset has no CSV.</param>
    public StandardDatasetMatch Of(Candidate candidate, HeaderState? state)
    {
        if (!candidate.Standard.HasHeader)
            return Words(candidate, NotKnown);
        if (state is null)
            return Words(candidate, "no CSV to look into");
        if (state.Header is not { } header)
            return Words(candidate, state.Fault is { } fault ? $"header not read: {fault}" : null);
        if (judge.Judge(header, candidate.Standard) is not { } match || match is { IsThis: false, Form: null or { IsPartial: true } })
            return Words(candidate, NotKnown) with { Distribution = state.Distribution };
        if (!match.IsThis)
            return Words(candidate, $"the file has another form: {Count(match)}") with { Distribution = state.Distribution };
        if (candidate.IsAkin && match.Standard == candidate.Standard)
            return Words(candidate, $"the title names another list, in this form: {Count(match)}") with { Distribution = state.Distribution };
        return new StandardDatasetMatch(match.Standard.Id, StandardDatasetStatus.Checked, match.Edition, Conformance(match))
        {
            Distribution = state.Distribution,
            Missing = match.Missing,
            Misspelt = match.Misspelt,
        };
    }

    private static StandardDatasetMatch Words(Candidate candidate, string? why) => new(candidate.Standard.Id, StandardDatasetStatus.Candidate, null, why);

    private static string Conformance(HeaderMatch match)
    {
        var slips = match.Misspelt.Count == 0 ? "" : $", {match.Misspelt.Count} misspelt";
        if (match.Form is not { } form || form.IsPartial)
            return $"{Count(match)}{slips}";
        if (form.Required.Count == 0)
            return $"{Count(match)}{slips}, requirement unknown";
        var required = form.Required.Count(match.Present.Contains);
        return $"required {required}/{form.Required.Count} ({100 * required / form.Required.Count} %), {Count(match)}{slips}";
    }

    private static string Count(HeaderMatch match) => match.Form is { IsPartial: false } form
        ? $"{match.Present.Count}/{form.Columns.Count} columns present"
        : "the columns of this form are not all known";
}
