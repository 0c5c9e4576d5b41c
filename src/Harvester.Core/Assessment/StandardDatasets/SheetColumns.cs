using System.Collections.Frozen;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>A sheet's columns by their <see cref="ColumnName"/>s.</summary>
internal sealed class SheetColumns
{
    public SheetColumns(StandardDataset standard)
    {
        Standard = standard;
        Forms = [.. standard.Forms.Select(form => new Form(form))];
        All = Forms.SelectMany(form => form.Columns.Keys).ToFrozenSet(StringComparer.Ordinal);
        Prefixes = [.. standard.Prefixes.Select(prefix => ColumnName.Key(prefix) + "_")];
    }

    public StandardDataset Standard { get; }
    public IReadOnlyList<Form> Forms { get; }

    /// <summary>Of all forms.</summary>
    public FrozenSet<string> All { get; }

    /// <summary>With their underscores.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    internal sealed class Form
    {
        /// <exception cref="ArgumentException">A required column is no column, or a column stands there twice.</exception>
        public Form(StandardDatasetForm form)
        {
            Definition = form;
            var columns = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var column in form.Columns)
            {
                if (!columns.TryAdd(ColumnName.Key(column), column))
                    throw new ArgumentException($"The column {column} stands twice in the edition {form.Edition}.");
            }

            Columns = columns;
            Required = [.. form.Required.Select(ColumnName.Key)];
            if (Array.Find([.. form.Required], column => !columns.ContainsKey(ColumnName.Key(column))) is { } other)
                throw new ArgumentException($"The required column {other} is none of the edition {form.Edition}.");
        }

        public StandardDatasetForm Definition { get; }

        /// <summary>Key → as the definition writes it, in its order.</summary>
        public IReadOnlyDictionary<string, string> Columns { get; }

        public IReadOnlyList<string> Required { get; }
    }
}
