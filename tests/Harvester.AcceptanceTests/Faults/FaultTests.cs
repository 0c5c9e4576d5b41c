using System.Globalization;
using System.Text;
using Harvester.Core.Model;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>
/// Whatever goes wrong: the run's status says so, nothing is withdrawn, the message names the fault and whose turn it is, and the next good
/// run finds everything as it was. The table that comes of it is kept in <c>docs/faults.md</c>.
/// </summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    /// <summary>Set to write the document instead of comparing it.</summary>
    private const string WriteDocument = "HARVESTER_WRITE_DOCUMENTS";

    public static TheoryData<string> Names => [.. FaultTable.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fault_LosesNothing_AndIsTold(string name)
    {
        var outcome = await FaultRuns.OutcomeAsync(name);
        var (fault, report) = (outcome.Fault, outcome.Report);
        var all = $"{report.Status}: {report.Error}\n{string.Join('\n', report.Problems.Select(p => $"{p.Code} {p.Severity} {p.Whose} {p.Count}: {string.Join(" | ", p.Examples)}"))}";
        Assert.True(fault.Status == report.Status, all);
        Assert.True(report.Withdrawn == 0, all);
        Assert.True(outcome.Kept == outcome.Before, $"{outcome.Kept} of {outcome.Before} kept\n{all}");
        Assert.True(outcome.Active == outcome.Before + fault.Added, $"{outcome.Active} active, {outcome.Before} before\n{all}");
        if (fault.Code is not null)
        {
            Assert.True(outcome.Problem is not null, $"no problem {fault.Code}\n{all}");
            Assert.True(outcome.Problem!.Whose == fault.Whose, all);
        }

        Assert.True(string.Concat(report.Error, string.Concat(report.Problems.SelectMany(p => p.Examples))).Contains(fault.Says, StringComparison.Ordinal), all);
        if (report.Status is not RunStatus.Succeeded)
            Assert.False(string.IsNullOrWhiteSpace(report.Error), all);
        if (outcome.After is { } after)
            Assert.True(after.Status is RunStatus.Succeeded && after.Withdrawn == 0 && after.Unchanged + after.Updated >= outcome.Before, $"afterwards {after.Status}: {after.Error}, {after.Unchanged} unchanged");
    }

    [Fact]
    public async Task Table_IsTheDocument()
    {
        var table = await TableAsync();
        output.WriteLine(table);
        var path = Path.Combine(Repository.Root, "docs", "faults.md");
        if (Environment.GetEnvironmentVariable(WriteDocument) is { Length: > 0 })
            await File.WriteAllTextAsync(path, table, TestContext.Current.CancellationToken);
        Assert.True(
            table == await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken),
            $"docs/faults.md is not what the faults come to now: look at the difference, then write it anew with {WriteDocument}=1");
    }

    private static async Task<string> TableAsync()
    {
        var text = new StringBuilder($"""
            # What happens when a source goes wrong

            Each line is a source that was harvested well, then met the fault, then was in good order again. In every one nothing is withdrawn, whatever was
            stored stays, and the run after it finds everything as it was. The table is made by a test (`FaultTests`) from what really happens: {FaultTable.All.Count} faults,
            served by one loopback server that writes HTTP by hand. *Kept* counts stored datasets that are still shown. *Whose* says whose turn it is: the
            site's (source), this installation's (ours), or the publisher's of one record (record). Where nothing stands under *whose*, nobody's.


            """.ReplaceLineEndings("\n"));
        foreach (var group in FaultTable.All.GroupBy(f => f.Group))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {group.Key}\n\n| fault | connector | run | kept | code | whose | message |\n|---|---|---|---|---|---|---|\n");
            foreach (var fault in group)
            {
                var outcome = await FaultRuns.OutcomeAsync(fault.Name);
                var status = outcome.Report.Status.ToString().ToLowerInvariant();
                var whose = outcome.Problem is { } problem ? problem.Whose.ToString().ToLowerInvariant() : "";
                var kind = fault.Source.Split('-')[^1];
                text.Append(CultureInfo.InvariantCulture,
                    $"| {fault.Name} | {kind} | {status} | {outcome.Kept} of {outcome.Before} | {(outcome.Problem is null ? "" : $"`{fault.Code}`")} | {whose} | {Cell(outcome.Message)} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    // What differs from run to run: run ids, which carry their instant; what a slow machine left of a second attempt's time; and how many bytes of
    // a broken answer had come when its time was up or its connection reset.
    private static string Cell(string message)
    {
        var plain = System.Text.RegularExpressions.Regex.Replace(message, @"\.\d{8}T\d{6}\.\d{3}", ".…");
        plain = System.Text.RegularExpressions.Regex.Replace(plain, @"(?<=did not answer within |its answer after )\d+(\.\d+)? s", "4 s");
        plain = System.Text.RegularExpressions.Regex.Replace(plain, @"\d+(?= bytes came)|(?<=broke off after )\d+(?= bytes)", "…");
        return plain.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ").Replace("<", "&lt;", StringComparison.Ordinal);
    }
}
