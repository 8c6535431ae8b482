using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Slipway.Platform.Database;

/// <summary>
/// Inserts many rows of one entity by one prepared command, as the model maps it, in the context's open transaction. For the paths on
/// which tracking each row costs more than the row. Only the rows themselves: what they refer to has its own.
/// </summary>
public sealed class RowInserter<T> : IAsyncDisposable
    where T : class
{
    readonly DbCommand command;
    readonly List<(PropertyInfo Property, RelationalTypeMapping Mapping, DbParameter Parameter)> columns = [];
    readonly PropertyInfo? generated;

    public RowInserter(SlipwayDb db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T)} is not in the model.", nameof(db));
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table) ?? throw new ArgumentException($"{typeof(T)} has no table.", nameof(db));
        var sql = db.GetService<ISqlGenerationHelper>();
        command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var key = entity.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } only] ? only : null;
        generated = key?.PropertyInfo;
        var names = new List<string>();
        foreach (var property in entity.GetProperties().Where(property => property != key))
        {
            names.Add(sql.DelimitIdentifier(property.GetColumnName(table)!));
            var mapping = property.GetRelationalTypeMapping();
            var parameter = mapping.CreateParameter(command, $"@p{columns.Count}", null, nullable: true);
            command.Parameters.Add(parameter);
            columns.Add((property.PropertyInfo!, mapping, parameter));
        }

        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table.Name, table.Schema)} ({string.Join(", ", names)}) "
            + $"VALUES ({string.Join(", ", columns.Select(column => column.Parameter.ParameterName))})"
            + (key is null ? "" : $" RETURNING {sql.DelimitIdentifier(key.GetColumnName(table)!)}");
    }

    /// <summary>The key that the database gives is set on each row.</summary>
    public async Task InsertAsync(IEnumerable<T> rows, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            foreach (var (property, mapping, parameter) in columns)
            {
                var value = property.GetValue(row);
                parameter.Value = (value is null ? null : mapping.Converter?.ConvertToProvider(value) ?? value) ?? DBNull.Value;
            }

            if (generated is null)
            {
                await command.ExecuteNonQueryAsync(ct);
            }
            else
            {
                generated.SetValue(row, Convert.ChangeType(await command.ExecuteScalarAsync(ct), generated.PropertyType, null));
            }
        }
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();
}
