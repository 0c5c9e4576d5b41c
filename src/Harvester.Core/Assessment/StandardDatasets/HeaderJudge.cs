namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>
/// Says which sheet a header is of. Most columns (名称, 緯度, 備考) are in most sheets, so that lists of parks and libraries have three quarters of some
/// sheet: a header is a sheet's only with a column that hardly another has, if no other sheet explains its columns as well, and if most of its own
/// columns are the sheet's.
/// </summary>
public sealed class HeaderJudge(StandardDatasetVocabulary vocabulary)
{
    /// <summary>A column that so many sheets have still tells them from the rest.</summary>
    private const int FewSheets = 2;

    private const int FewestColumns = 3;

    /// <summary>Libraries have all columns of public facilities, and half as many of their own.</summary>
    private const double LeastOwnShare = 0.7;

    /// <summary>Share of a form's weight (<see cref="ColumnIndex"/>) that is enough where the dataset's words name the sheet, and where only its columns do.</summary>
    private const double LeastWhereNamed = 0.15;

    private const double LeastElsewhere = 0.5;

    private readonly ColumnIndex index = vocabulary.Columns;

    /// <summary>The sheet of a header.</summary>
    /// <param name="expected">The sheet that the dataset's words name.</param>
    /// <returns>Of the expected one, or of another whose columns leave no doubt; null: of the expected sheet nothing is known.</returns>
    public HeaderMatch? Judge(IReadOnlyList<string> header, StandardDataset expected)
    {
        var columns = header.Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => (Key: ColumnName.Key(name), Name: name)).DistinctBy(column => column.Key).ToArray();
        var own = index.Sheets.FirstOrDefault(sheet => sheet.Standard == expected);
        var fit = own is null ? null : Fit.Of(columns, own);
        if (fit is not null && IsThis(fit, LeastWhereNamed))
            return Match(fit) with { IsThis = true };
        var other = index.Sheets.Where(sheet => sheet != own).Select(sheet => Fit.Of(columns, sheet)).Where(one => IsThis(one, LeastElsewhere)).MaxBy(one => index.Weight(one.Shared));
        return other is not null ? Match(other) with { IsThis = true } : fit is not null ? Match(fit) : null;
    }

    private bool IsThis(Fit fit, double least) =>
        (fit.IsPrefixed && fit.Columns.Count >= FewestColumns)
        || (fit.Form is { } form
            && fit.Shared.Count >= FewestColumns
            && fit.Shared.Count >= LeastOwnShare * fit.Columns.Count
            && fit.Shared.Any(key => index.SheetsWith(key) <= FewSheets)
            && index.Sheets.All(other => other == fit.Sheet || !fit.Shared.All(other.All.Contains))
            && index.Weight(fit.Shared.Where(form.Columns.ContainsKey)) >= least * index.Weight(form.Columns.Keys));

    private HeaderMatch Match(Fit fit)
    {
        if (fit.Form is not { } form)
            return new HeaderMatch { Standard = fit.Sheet.Standard, Edition = StandardDatasetForm.Prefixed, Unknown = [.. fit.Columns.Values] };
        var missing = form.Columns.Where(column => !fit.Columns.ContainsKey(column.Key)).ToDictionary(StringComparer.Ordinal);
        var misspelt = MisspeltColumns.Of(fit.Columns.Where(column => index.SheetsWith(column.Key) == 0), missing);
        return new HeaderMatch
        {
            Standard = fit.Sheet.Standard,
            Edition = fit.IsPrefixed ? StandardDatasetForm.Prefixed : form.Definition.Edition is StandardDatasetForm.Prefixed ? StandardDatasetForm.Plain : form.Definition.Edition,
            Form = form.Definition,
            Present = [.. form.Columns.Where(column => fit.Columns.ContainsKey(column.Key)).Select(column => column.Value)],
            Missing = [.. missing.Values.Where(column => misspelt.TrueForAll(slip => slip.Meant != column))],
            Misspelt = misspelt,
            Unknown = [.. fit.Columns.Where(column => !form.Columns.ContainsKey(column.Key)).Select(column => column.Value)],
        };
    }

    /// <summary>A header beside a sheet.</summary>
    /// <param name="Columns">Key, without the sheet's prefix → as it stands in the file.</param>
    /// <param name="Form">The form that it has most columns of; null: the sheet has none that could be told.</param>
    /// <param name="Shared">Its keys that any form has.</param>
    private sealed record Fit(SheetColumns Sheet, IReadOnlyDictionary<string, string> Columns, bool IsPrefixed, SheetColumns.Form? Form, IReadOnlyList<string> Shared)
    {
        public static Fit Of((string Key, string Name)[] header, SheetColumns sheet)
        {
            var prefix = sheet.Prefixes.FirstOrDefault(prefix => header.Count(column => HasPrefix(column.Key, prefix)) * 2 > header.Length);
            var columns = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, name) in header)
                columns.TryAdd(prefix is not null && HasPrefix(key, prefix) ? key[prefix.Length..] : key, name);
            // Of a prefixed form that is known in part, a file without the prefix has nothing to tell.
            var form = sheet.Forms.Where(form => prefix is not null || !form.Definition.IsPartial || form.Definition.Edition != StandardDatasetForm.Prefixed)
                .MaxBy(form => form.Columns.Keys.Count(columns.ContainsKey));
            return new Fit(sheet, columns, prefix is not null, form, [.. columns.Keys.Where(sheet.All.Contains)]);
        }

        private static bool HasPrefix(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal);
    }
}
